using System.Buffers;
using System.IO.Pipelines;

namespace GitHubOps.Server;

/// <summary>
/// The raw bytes of one request, bounded in length and, together with all others, in memory. Memory is taken as bytes
/// arrive, not as headers promise.
/// </summary>
internal sealed class BodyReader(BytesInFlight unverified, int bytesMax) : IDisposable
{
    private const int FirstBytes = 32 * 1024;

    // What a header promises is believed this far, so that a usual payload is never copied.
    private const int PromiseBytesMax = 64 * 1024;

    private byte[] buffer = [];
    private int reserved;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Body => buffer.AsSpan(0, Length);

    /// <summary>200 when the body is there; otherwise the status to answer with.</summary>
    /// <param name="promised">What <c>Content-Length</c> says, if it says anything.</param>
    public async Task<int> ReadAsync(PipeReader source, long? promised, CancellationToken ct)
    {
        if (promised is > 0 and <= PromiseBytesMax && !TryGrowTo(
            (int)promised)) return StatusCodes.Status503ServiceUnavailable;
        while (true)
        {
            var read = await source.ReadAsync(ct);
            if (read.IsCanceled) return StatusCodes.Status400BadRequest;
            var status = Take(read.Buffer);
            source.AdvanceTo(read.Buffer.End);
            if (status != StatusCodes.Status200OK || read.IsCompleted) return status;
        }
    }

    public void Dispose()
    {
        unverified.Release(reserved);
        reserved = 0;
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private int Take(ReadOnlySequence<byte> bytes)
    {
        if (bytes.Length > bytesMax - Length) return StatusCodes.Status413PayloadTooLarge;
        var wanted = Length + (int)bytes.Length;
        if (wanted > buffer.Length && !TryGrow(wanted)) return StatusCodes.Status503ServiceUnavailable;
        bytes.CopyTo(buffer.AsSpan(Length));
        Length = wanted;
        return StatusCodes.Status200OK;
    }

    private bool TryGrow(int wanted)
    {
        var roomy = (
            int)Math.Min(Math.Max(Math.Max(FirstBytes, wanted), buffer.Length * 2L), Math.Max(bytesMax, wanted));
        return TryGrowTo(roomy) || TryGrowTo(wanted);
    }

    private bool TryGrowTo(int size)
    {
        if (!unverified.TryReserve(size - reserved)) return false;
        reserved = size;
        var larger = ArrayPool<byte>.Shared.Rent(size);
        Body.CopyTo(larger);
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
        return true;
    }
}
