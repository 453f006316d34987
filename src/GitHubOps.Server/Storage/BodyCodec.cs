using System.IO.Compression;

namespace GitHubOps.Server;

/// <summary>Bodies lie deflated in the store: a payload of 15 kB takes some 3.</summary>
internal static class BodyCodec
{
    public static byte[] Deflate(ReadOnlySpan<byte> body)
    {
        using var target = new MemoryStream((body.Length / 4) + 64);
        using (var deflate = new DeflateStream(target, CompressionLevel.Fastest, leaveOpen: true)) deflate.Write(body);
        return target.ToArray();
    }

    /// <param name="bodyBytes">The length it must have: what inflates to more was not written by us.</param>
    public static byte[] Inflate(byte[] deflated, int bodyBytes)
    {
        using var source = new DeflateStream(new MemoryStream(deflated), CompressionMode.Decompress);
        var body = new byte[bodyBytes];
        source.ReadExactly(body);
        return source.ReadByte() < 0 ? body : throw new InvalidDataException("a stored body is longer than it says");
    }
}
