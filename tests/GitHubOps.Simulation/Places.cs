using System.Security.Cryptography;

namespace GitHubOps.Simulation;

/// <summary>The files that all worlds share, in a folder that is gone with the process.</summary>
internal static class Places
{
    /// <summary>A small one: every world signs in some dozen times, and nobody outside ever sees it.</summary>
    private const int KeyBits = 1024;

    private static readonly string Root = MakeRoot();
    private static readonly RSA Key = RSA.Create(KeyBits);

    /// <summary>One key for all worlds: making one takes longer than a world.</summary>
    public static string KeyPem { get; } = Key.ExportRSAPrivateKeyPem();

    public static string KeyFile { get; } = Write("app.pem", KeyPem);

    public static string SecretFile { get; } = Write("secret", Service.Secret);

    /// <summary>Of the channel by which assignees are reminded; other channels have no address.</summary>
    public static string ChannelFile { get; } = Write(
        "remind.json",
        """{"url": "https://listener.invalid/", "kind": "json", "secret": "a secret for worlds, long enough"}""");

    /// <summary>As the service does with the file, which takes ten times as long.</summary>
    public static byte[] Sign(byte[] bytes)
    {
        lock (Key) return Key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static string MakeRoot()
    {
        var root = Directory.CreateTempSubdirectory("githubops-simulation-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(root, recursive: true);
        return root;
    }

    private static string Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}
