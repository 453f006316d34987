using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// Somebody took an issue for some time. While they have an open pull request for it, the time stands still.
/// </summary>
/// <param name="Used">So much of the time had passed when it was last looked at.</param>
/// <param name="LookedAt">When it was last looked at.</param>
/// <param name="HasPull">They had an open pull request then.</param>
/// <param name="IsNoted">They have been told that it is nearly over.</param>
public sealed record Taking(
    Login By, Instant At, Duration Used, Instant LookedAt, bool HasPull = false, bool IsNoted = false);

/// <summary>How long an issue is held, and when to look again.</summary>
internal static class Takings
{
    /// <summary>Whether there is a pull request is asked so often.</summary>
    private static readonly Duration LookEvery = Duration.FromDays(1);

    public static TakePolicy? Take(this RepoPolicy policy) => policy.Later.Newcomers?.Take;

    /// <summary>Null: for as long as they like.</summary>
    public static Duration? Time(this TakePolicy take) =>
        take.For is { IsBusiness: false } target ? target.FixedLength : null;

    /// <summary>Of fourteen days on the tenth.</summary>
    public static Duration NoteAfter(Duration time) => time * 5 / 7;

    /// <summary>When it is free again, as far as is known; null: not while nothing changes.</summary>
    public static Instant? Until(this Draft draft, Taking taking) =>
        !taking.HasPull && draft.Policy.Take()?.Time() is { } time ? taking.LookedAt + time - taking.Used : null;

    public static PendingAlarm? Alarm(Draft draft)
    {
        if (draft.State.Taking is not { } taking || draft.Policy.Take()?.Time() is not { } time) return null;
        var next = taking.IsNoted ? time : NoteAfter(time);
        var left = Duration.Max(Duration.Zero, next - taking.Used);
        return new PendingAlarm(AlarmKey.TakingLook, taking.LookedAt + Duration.Min(left, LookEvery));
    }

    /// <summary>Nobody has it any more; whom an escalation put beside stays.</summary>
    public static Draft Free(this Draft draft, Taking taking, string ruleId, string because)
    {
        var free = draft.Note(new Effect.Unassign(taking.By), ruleId, because);
        return free with
        {
            State = free.State with { Taking = null, Assignee = null, AssignedFrom = null, TurnFrom = null },
        };
    }

    /// <summary>A line of the comment.</summary>
    public static string Said(Draft draft)
    {
        if (draft.State.Taking is not { } taking || draft.Policy.Take() is null) return "";
        if (taking.HasPull) return "\nIt is theirs while their pull request is open.";
        if (draft.Until(taking) is not { } until) return "";
        var by = HumanTime.DueText(until, draft.Zone());
        return taking.IsNoted
            ? $"\nWithout an open pull request it is free again on **{by}**: `/drop` gives it back before."
            : $"\nThey took it until **{by}**; an open pull request keeps it.";
    }
}
