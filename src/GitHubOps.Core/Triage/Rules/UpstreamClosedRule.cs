namespace GitHubOps.Core;

/// <summary>What waited for another project goes on when that is done.</summary>
internal sealed class UpstreamClosedRule : TriageRule
{
    public override string Id => "upstream-closed";

    public override string Help =>
        "An issue that waits for another project's issue (`/upstream`) goes on when that is closed: it is looked at " +
        "every day, `waiting/upstream` goes, and whoever had the issue before has it again, unless somebody else has " +
        "it or a person took it from them. That it cannot be read is said in the comment's details. Where a person " +
        "takes the label off, or the issue is closed, nobody looks any more.";

    public override Draft Apply(Draft draft)
    {
        if (draft.State.Upstream is not { } upstream) return draft;
        if (draft.Seen.IsClosed || draft.State.Waiting != Waiting.Upstream)
            return LetGo(draft, "nothing waits for it any more");
        if (draft.Facts.Event is not AlarmRang { Key: var key } || key != AlarmKey.UpstreamLook) return draft;
        if (draft.Facts.Upstream is not { } news || new IssueRef(news.Repo, news.Number) != upstream.Ref) return draft;
        if (news.WhyUnread is { } why) return Tell(draft, upstream, why);
        return news.IsClosed ? GoOn(draft, upstream) : draft;
    }

    private static Draft Tell(Draft draft, UpstreamIssue upstream, string why)
    {
        var text = $"`{CommentWords.InCode(upstream.Ref.ToString())}` cannot be read: `{CommentWords.InCode(why)}`";
        return draft.State.Told.Any(line => line.Text == text) ? draft
            : draft with { State = draft.State.Tell(draft.Facts.Now, text) };
    }

    private Draft LetGo(Draft draft, string because) =>
        (draft with { State = draft.State with { Upstream = null } }).Note(new Effect.Unfollow(), Id, because);

    private Draft GoOn(Draft draft, UpstreamIssue upstream)
    {
        var closed = $"`{CommentWords.InCode(upstream.Ref.ToString())}` was closed";
        var free = LetGo(draft, closed).Remember(draft.Facts.Now, closed);
        free = free with
        {
            State = free.State with { Waiting = free.State.TriagedAt is null ? Waiting.Triage : Waiting.Owner },
        };
        var isFree = free.State.Assignee is null && free.MayAssign();
        return isFree && upstream.Owner is { } owner && free.WhyNot(owner, null) is null
            ? free.Give(owner, null, Id, "they had it before it waited for another project")
            : free;
    }
}
