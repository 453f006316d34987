using NodaTime;

namespace GitHubOps.Core;

/// <summary>Who took an issue has it for some time, and then others may.</summary>
internal sealed class TakingRule : TriageRule
{
    public override string Id => "taking";

    public override string Help =>
        "Who took an issue by `/take` has it for the time of `newcomers.take.for`, which stands still while they " +
        "have an open pull request that refers to it (looked for every day). When five of seven parts are used the " +
        "comment says when it ends; at its end nobody has the issue any more. Where a person gives it to somebody " +
        "else, or it is closed, that is over.";

    public override Draft Apply(Draft draft)
    {
        if (draft.State.Taking is not { } taking) return draft;
        if (draft.Seen.IsClosed || draft.State.Assignee is not { RuleId: TakeVerb.Rule } has || has.Value != taking.By)
            return draft with { State = draft.State with { Taking = null } };
        if (draft.Facts.Event is not AlarmRang { Key: var key } || key != AlarmKey.TakingLook) return draft;
        return draft.Policy.Take()?.Time() is { } time ? Look(draft, taking, time) : draft;
    }

    private Draft Look(Draft draft, Taking taking, Duration time)
    {
        var now = draft.Facts.Now;

        // What passed since the last look counts as the issue is found now: a day at most is wrong.
        var used = draft.Facts.HasOpenPull ? taking.Used
            : taking.Used + Duration.Max(Duration.Zero, now - taking.LookedAt);
        var looked = taking with { Used = used, LookedAt = now, HasPull = draft.Facts.HasOpenPull };
        if (used >= time && !looked.HasPull) return Release(draft, taking);
        if (used >= Takings.NoteAfter(time)) looked = looked with { IsNoted = true };
        return draft with { State = draft.State with { Taking = looked } };
    }

    private Draft Release(Draft draft, Taking taking)
    {
        var free = draft.Free(taking, Id, "their time is over and there is no open pull request");
        return free.Remember(draft.Facts.Now,
            $"{CommentWords.Person(taking.By)} had it for its time; it is free again");
    }
}
