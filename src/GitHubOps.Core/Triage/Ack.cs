using NodaTime;

namespace GitHubOps.Core;

/// <summary>A person is on it, and has been heard of last at a time.</summary>
/// <param name="At">Later words and deeds of the team move it.</param>
public sealed record Ack(Login By, Instant At);

internal static class Acknowledgement
{
    public static bool Has(this Draft draft, Login who) =>
        draft.State.Assignee?.Value == who || draft.Seen.Assignees.Contains(who);

    /// <summary>Of words that come in any order the latest counts; whoever was on it stays the one.</summary>
    public static Draft Acknowledge(this Draft draft, Login by)
    {
        var ack = draft.State.Ack is not { } known ? new Ack(by, draft.At)
            : known with { At = Instant.Max(known.At, draft.At) };
        return draft with { State = draft.State with { Ack = ack } };
    }
}
