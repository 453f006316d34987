using System.Buffers;
using System.IO.Compression;

namespace GitHubOps.Server;

/// <summary>
/// Bodies lie compressed in the store: a payload of 18 kB takes some 3. Zlib at its lowest level: measured five times
/// as fast as Brotli at its lowest, which older programs used, and its checksum tells of damage.
/// </summary>
internal static class BodyCodec
{
    /// <summary>Every zlib stream of ours begins with it, and no Brotli stream of ours.</summary>
    private const byte ZLib = 0x78;

    private static readonly ZLibCompressionOptions Quickest = new() { CompressionLevel = 1 };

    public static byte[] Compress(ReadOnlySpan<byte> body)
    {
        // What cannot be compressed grows by an eighth at most.
        var target = ArrayPool<byte>.Shared.Rent(body.Length + (body.Length / 4) + 256);
        try
        {
            using var written = new MemoryStream(target);
            using (var zlib = new ZLibStream(written, Quickest, leaveOpen: true)) zlib.Write(body);
            return target.AsSpan(0, (int)written.Position).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(target);
        }
    }

    /// <param name="bodyBytes">The length it must have: what expands to another was not written by us.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static byte[] Expand(byte[] compressed, int bodyBytes)
    {
        var body = new byte[bodyBytes];
        var isWhole = compressed switch
        {
            [] => bodyBytes == 0,
            [ZLib, ..] => IsFilledBy(compressed, body),
            _ => BrotliDecoder.TryDecompress(compressed, body, out var written) && written == bodyBytes,
        };
        return isWhole ? body : throw new InvalidDataException("a stored body does not have the length it says");
    }

    private static bool IsFilledBy(byte[] compressed, byte[] body)
    {
        using var zlib = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
        return zlib.ReadAtLeast(body, body.Length, throwOnEndOfStream: false) == body.Length && zlib.ReadByte() < 0;
    }
}
