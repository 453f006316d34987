using System.Security.Cryptography;

namespace GitHubOps.Simulation;

/// <summary>The files of one world: in memory where the machine has such a folder. Gone with the world.</summary>
internal sealed class Places : IDisposable
{
    private const string MemoryFolder = "/dev/shm";

    private static readonly string Root = MakeRoot();
    private static int worlds;

    /// <summary>A database without a row: making its tables takes longer than many a world.</summary>
    private static readonly Lazy<string> Empty = new(() =>
    {
        var path = Path.Combine(Root, "empty.db");
        Store.Open("sqlite:" + path).Dispose();
        return path;
    });

    private readonly string folder = Path.Combine(Root, Interlocked.Increment(ref worlds).ToString());

    public Places()
    {
        Directory.CreateDirectory(folder);
        File.Copy(Empty.Value, Database);
    }

    /// <summary>One key for all worlds: making one takes longer than a world.</summary>
    public static string KeyPem { get; } = MakeKey();

    public static string KeyFile { get; } = Write("app.pem", KeyPem);

    public static string SecretFile { get; } = Write("secret", Service.Secret);

    public string Database => Path.Combine(folder, "ops.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string MakeRoot()
    {
        var parent = Directory.Exists(MemoryFolder) ? MemoryFolder : Path.GetTempPath();
        var root = Directory.CreateDirectory(Path.Combine(parent, $"githubops-simulation-{Environment.ProcessId}")).FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(root, recursive: true);
        return root;
    }

    private static string MakeKey()
    {
        using var key = RSA.Create(2048);
        return key.ExportRSAPrivateKeyPem();
    }

    private static string Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}
