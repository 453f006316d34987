using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// Who closes or reopens an issue has decided so; what was said in a comment before does not undo it.
/// </summary>
internal sealed class PersonLifeRule : TriageRule
{
    public override string Id => "person-life";

    public override string Help =>
        "Whoever closes or reopens an issue last has decided so: no rule does either, and a command that was written " +
        "before does not undo it. What the author had verified is open again when the issue is.";

    public override Draft Apply(Draft draft)
    {
        if (draft.IsInternal || !(IsTold(draft) || IsShown(draft))) return draft;
        var (isClosed, life) = (draft.Seen.IsClosed, draft.State.Life);
        var isOurs = draft.Facts.Event.Sender.Id == draft.Facts.Bot.UserId;
        var said = isOurs && life?.IsClosed == isClosed ? life.WantedBy ?? draft.State.ClosedOnWordOf : null;
        if (life is { WantedBy: not null } && life.IsClosed == isClosed)
            return With(draft, new LifeChoice(Instant.Max(life.At, draft.At), isClosed), said);
        return life is not null && life.At > draft.At ? draft : With(draft, new LifeChoice(draft.At, isClosed), said);
    }

    private static Draft With(Draft draft, LifeChoice life, Login? said) => draft with
    {
        State = draft.State with
        {
            Life = life,
            ClosedOnWordOf = life.IsClosed ? said : null,
            Verified = life.IsClosed ? draft.State.Verified : null,
        },
    };

    /// <summary>An older event never undoes what a newer snapshot shows.</summary>
    private static bool IsTold(Draft draft) =>
        draft.Facts.Event is IssueClosed or IssueReopened && draft.Facts.Event is IssueClosed == draft.Seen.IsClosed;

    /// <summary>The news of it are still on their way, or lost.</summary>
    private static bool IsShown(Draft draft) =>
        draft.Facts.State is { } before && before.Seen.IsClosed != draft.Seen.IsClosed;
}
