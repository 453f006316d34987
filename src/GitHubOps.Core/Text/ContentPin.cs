using System.Security.Cryptography;
using System.Text;

namespace GitHubOps.Core;

/// <summary>
/// The SHA-256 of a text file, in small letters: the same whatever line ends and mark of its encoding a checkout gave
/// it.
/// </summary>
public static class ContentPin
{
    /// <summary>So many of its 64 digits tell one content from all others that somebody may come upon.</summary>
    public const int LengthMin = 16;

    public const int Length = 64;

    public static string Of(string text) => Convert.ToHexStringLower(
        SHA256.HashData(
            Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal))));

    /// <summary>Whether a text can be a pin at all: 16 to 64 hexadecimal digits.</summary>
    public static bool IsPin(string text) =>
        text.Length is >= LengthMin and <= Length && text.All(char.IsAsciiHexDigit);

    public static bool Holds(string pin, string text) => Of(text).StartsWith(pin, StringComparison.OrdinalIgnoreCase);
}
