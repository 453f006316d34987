using System.Security.Cryptography;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary>The App's name and the file of its private key.</summary>
internal sealed record AppKey(string Id, string File)
{
    private const int BytesMax = 64 * 1024;

    /// <summary>Proves that we are the App; the key lives only as long as the call.</summary>
    public string Token(Instant now)
    {
        using var key = RSA.Create();
        try
        {
            if (new FileInfo(File).Length > BytesMax) throw new CryptographicException("too long");
            key.ImportFromPem(System.IO.File.ReadAllText(File));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--private-key cannot be read: {e.Message}");
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new UsageException("--private-key is not an RSA key in PEM: give the file that GitHub offered");
        }

        return AppToken.Make(Id, now,
            bytes => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
