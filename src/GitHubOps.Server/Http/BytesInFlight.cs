namespace GitHubOps.Server;

/// <summary>
/// A cap on what nobody has vouched for yet: bytes of unverified bodies held in memory, over all connections.
/// </summary>
internal sealed class BytesInFlight(long bytesMax)
{
    private long held;

    public long Held => Interlocked.Read(ref held);

    public bool TryReserve(long bytes)
    {
        if (Interlocked.Add(ref held, bytes) <= bytesMax) return true;
        Release(bytes);
        return false;
    }

    public void Release(long bytes) => Interlocked.Add(ref held, -bytes);
}
