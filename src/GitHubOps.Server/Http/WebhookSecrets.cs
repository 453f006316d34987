using System.Collections.Immutable;
using System.Security;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>The webhook's secrets: one, or two while one is being replaced. Never printed.</summary>
internal sealed class WebhookSecrets
{
    public const int BytesMin = 16;

    private const int FileBytesMax = 4096;

    private WebhookSecrets(ImmutableArray<byte[]> values) => Values = values;

    public ImmutableArray<byte[]> Values { get; }

    /// <exception cref="CannotStartException">None is given, a file cannot be read, or a secret is too
    /// short.</exception>
    public static WebhookSecrets Read(ImmutableArray<string> files)
    {
        if (files.IsDefaultOrEmpty)
        {
            throw new CannotStartException(Problem.Error(
                "no-webhook-secret", "no webhook secret is given: anybody could send deliveries",
                remedy: "Set --webhook-secret-file to a file that holds the secret of the GitHub App's webhook."));
        }

        return new WebhookSecrets([.. files.Select(ReadOne)]);
    }

    private static byte[] ReadOne(string file)
    {
        var secret = ReadBytes(file).AsSpan().TrimEnd("\r\n"u8);
        if (secret.Length >= BytesMin) return secret.ToArray();
        throw new CannotStartException(Problem.Error(
            "short-webhook-secret", $"the webhook secret has {secret.Length} bytes, it needs at least {BytesMin}", file,
            remedy: "Make one with `openssl rand -hex 32`, and set the same in the App's webhook settings."));
    }

    private static byte[] ReadBytes(string file)
    {
        try
        {
            if (new FileInfo(file).Length > FileBytesMax) throw new IOException(
                $"it is longer than {FileBytesMax} bytes");
            return File.ReadAllBytes(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SecurityException)
        {
            throw new CannotStartException(Problem.Error(
                "webhook-secret-file", $"the webhook secret cannot be read: {error.Message}", file,
                remedy: "Set --webhook-secret-file to a file that the service may read."), error);
        }
    }
}
