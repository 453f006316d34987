namespace GitHubOps.Core;

/// <summary>Bounds on what the service writes by rule (<c>manners:</c>).</summary>
public sealed record Manners
{
    /// <summary>Writes per repository and hour, by rule; a person's commands are not counted.</summary>
    public int WritesPerHour { get; init; } = 120;

    /// <summary>One change that touches more issues than this waits for a lead.</summary>
    public int BulkStop { get; init; } = 20;
}
