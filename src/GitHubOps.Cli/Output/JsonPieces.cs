using System.Buffers;
using System.Text;

namespace GitHubOps.Cli;

/// <summary>Hands JSON on to a text writer as it comes, so that a large report is never held twice.</summary>
internal sealed class JsonPieces(TextWriter into) : IBufferWriter<byte>
{
    private const int Piece = 32 * 1024;

    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private byte[] buffer = new byte[Piece];
    private char[] characters = new char[Piece];
    private int length;

    public void Advance(int count) => length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (buffer.Length - length < Math.Max(sizeHint, 1)) Empty();
        if (buffer.Length < sizeHint) buffer = new byte[sizeHint];
        return buffer.AsMemory(length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Hands on what is still here.</summary>
    public void Empty()
    {
        if (characters.Length < length) characters = new char[length];
        var count = decoder.GetChars(buffer.AsSpan(0, length), characters, flush: false);
        into.Write(characters, 0, count);
        length = 0;
    }
}
