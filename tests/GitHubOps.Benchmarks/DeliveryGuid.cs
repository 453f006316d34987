using System.Security.Cryptography;

namespace GitHubOps.Benchmarks;

/// <summary>
/// Ids as GitHub gives them: of version 1, made of the time and of the machine that made them. Those of one moment lie
/// beside each other in an index, which random ones do not.
/// </summary>
internal static class DeliveryGuid
{
    private const int Machines = 16;

    // The calendar of these ids begins in October 1582.
    private static readonly long Epoch = new DateTime(1582, 10, 15, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private static readonly byte[][] Nodes =
        [.. Enumerable.Range(0, Machines).Select(_ => RandomNumberGenerator.GetBytes(8))];

    private static long last;

    public static Guid Next()
    {
        var time = Later();
        var node = Nodes[Random.Shared.Next(Machines)];
        return new Guid((int)time, (short)(time >> 32), (short)(((time >> 48) & 0x0FFF) | 0x1000),
            (byte)((node[0] & 0x3F) | 0x80), node[1], node[2], node[3], node[4], node[5], node[6], node[7]);
    }

    private static long Later()
    {
        while (true)
        {
            var before = Interlocked.Read(ref last);
            var time = Math.Max(before + 1, DateTime.UtcNow.Ticks - Epoch);
            if (Interlocked.CompareExchange(ref last, time, before) == before) return time;
        }
    }
}
