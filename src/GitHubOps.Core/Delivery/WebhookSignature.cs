using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace GitHubOps.Core;

/// <summary>
/// Proves that GitHub sent a body: HMAC-SHA256 over the raw bytes, as <c>X-Hub-Signature-256</c> carries it.
/// Source: https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
/// </summary>
public static class WebhookSignature
{
    private const string Prefix = "sha256=";
    private const int HashBytes = HMACSHA256.HashSizeInBytes;

    /// <summary>
    /// True when one of the secrets (two while one is being replaced) signs the body as the header says.
    /// </summary>
    /// <param name="body">The bytes as received, before anything reads or decodes them.</param>
    /// <param name="header">The value of <c>X-Hub-Signature-256</c>; the older SHA-1 header is never looked at.</param>
    /// <param name="secrets">An empty secret signs nothing.</param>
    public static bool Verify(ReadOnlySpan<byte> body, string? header, ImmutableArray<byte[]> secrets)
    {
        // Form and length first: a hash over 25 MB is not computed for a header that cannot be right.
        Span<byte> claimed = stackalloc byte[HashBytes];
        if (!TryReadHeader(header, claimed)) return false;

        Span<byte> computed = stackalloc byte[HashBytes];
        var matches = false;
        foreach (var secret in secrets.IsDefault ? [] : secrets)
        {
            if (secret.Length == 0) continue;
            HMACSHA256.HashData(secret, body, computed);

            // No early exit: the time taken says nothing about which secret matched.
            matches |= CryptographicOperations.FixedTimeEquals(claimed, computed);
        }

        return matches;
    }

    /// <summary>The header's value for a body: what a sender of signed deliveries writes.</summary>
    public static string Sign(ReadOnlySpan<byte> body, ReadOnlySpan<byte> secret) =>
        Prefix + Convert.ToHexStringLower(HMACSHA256.HashData(secret, body));

    private static bool TryReadHeader(string? header, Span<byte> hash) =>
        header is not null &&
        header.Length == Prefix.Length + (2 * HashBytes) &&
        header.StartsWith(Prefix, StringComparison.Ordinal) &&
        Convert.FromHexString(header.AsSpan(Prefix.Length), hash, out _, out var written) == OperationStatus.Done &&
        written == HashBytes;
}
