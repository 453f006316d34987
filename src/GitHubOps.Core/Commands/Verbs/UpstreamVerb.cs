using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class UpstreamVerb : CommandVerb
{
    public override string Name => "upstream";

    public override string Usage => "/upstream OWNER/REPO#1";

    public override string Does =>
        "The fault lies in another project: the issue waits for theirs (`waiting/upstream`), which is looked at " +
        "every day; when it is closed the label goes, and whoever had the issue goes on.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Triage];

    public override ImmutableArray<string> Examples => ["/upstream microsoft/vscode#123"];

    public override bool IsChoice => true;

    public override CommandAnswer Run(CommandCall call)
    {
        var draft = call.Draft;
        if (call.Words is not [var word] || UpstreamRef.Read(word) is not { } issue)
            return call.No($"one issue of another project is wanted: `{Usage}`");
        if (issue == new IssueRef(draft.State.Repo.Name, draft.Seen.Number)) return call.No("that is this issue");
        if (call.State is { Waiting: Waiting.Upstream, Upstream: { } known } && known.Ref == issue)
            return call.No("it waits for that already");
        var because = $"{CommentWords.Person(call.By)} said so";
        return call.Done((draft with
        {
            State = call.State with
            {
                Upstream = new UpstreamIssue(issue.Repo, issue.Number, call.By, draft.At, call.State.Assignee?.Value),
                Waiting = Waiting.Upstream,
                Missing = [],
                RemovedByPerson = call.State.RemovedByPerson.Without(
                    label => label == IssueLabels.For(Waiting.Upstream)),
            },
        }).Note(new Effect.Follow(issue.Repo, issue.Number), $"command-{Name}", because));
    }
}
