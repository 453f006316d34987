using System.Security.Cryptography;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>
/// The App's private key where it lies. Read when a signature is needed, so that a rotated key needs no restart.
/// </summary>
internal static class PrivateKey
{
    private const int BytesMax = 64 * 1024;

    /// <summary>Null when the file holds an RSA key that only its owner can read.</summary>
    public static Problem? Check(string path)
    {
        var problem = CheckFile(path);
        if (problem is not null) return problem;
        try
        {
            using var key = Load(path);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Problem.Error("github-private-key",
                $"the App's private key {path} cannot be read: {e.GetType().Name}",
                remedy: "Make the file readable for the account that runs the service.");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return Problem.Error("github-private-key", $"the App's private key {path} is not an RSA key in PEM",
                remedy: "Set the .pem file that GitHub offered when the key was generated.");
        }
    }

    /// <summary>RS256 over <paramref name="bytes"/>. The key lives only as long as the call.</summary>
    public static byte[] Sign(string path, byte[] bytes)
    {
        using var key = Load(path);
        return key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static Problem? CheckFile(string path)
    {
        if (path.Length == 0)
            return Problem.Error("github-private-key", "the App's private key file is not set",
                remedy: "Set it to the .pem file that GitHub offered when the key was generated.");
        var file = new FileInfo(path);
        if (!file.Exists)
            return Problem.Error("github-private-key", $"the App's private key {path} does not exist",
                remedy: "Set the path of the .pem file.");
        if (file.Length > BytesMax)
            return Problem.Error("github-private-key", $"the App's private key {path} is too large to be a key",
                remedy: "Set the path of the .pem file.");
        return OwnerOnly.WhyNot(path) is { } mode
            ? Problem.Error("github-private-key",
                $"the App's private key {path} is open to other accounts (mode {mode})",
                remedy: $"Run: chmod 600 {path}")
            : null;
    }

    private static RSA Load(string path)
    {
        var pem = File.ReadAllText(path).ToCharArray();
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
        finally
        {
            Array.Clear(pem);
        }
    }
}
