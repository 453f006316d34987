using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// How many events a worker takes at once: one, and twice as many each time while they are decided at a stroke, so that
/// a backlog costs few transactions. Who is held up by GitHub goes back to one, and gives back what he has not begun.
/// </summary>
internal sealed class Portion(TimeProvider time)
{
    public const int Most = 32;

    private static readonly Duration Stroke = Duration.FromMilliseconds(500);

    private Instant begunAt;

    public int Size { get; private set; } = 1;

    public bool IsHeldUp => time.Now() - begunAt > Stroke;

    public void Begin() => begunAt = time.Now();

    public void End(int taken) => Size = IsHeldUp || taken < Size ? 1 : Math.Min(Most, Size * 2);
}
