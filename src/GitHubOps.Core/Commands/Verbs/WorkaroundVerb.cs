using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class WorkaroundVerb : CommandVerb
{
    public override string Name => "workaround";

    public override string Usage => "/workaround LINK";

    public override string Does =>
        "There is a way round it, described at the link: the promise of a fix is kept, the link is shown, and the " +
        "issue stays open.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Assignee, CommandLevel.Owner];

    public override ImmutableArray<string> Examples =>
        ["/workaround https://github.com/acme/app/issues/12#issuecomment-990001"];

    public override CommandAnswer Run(CommandCall call)
    {
        if (call.Words is not [var written] || LinkOf(written) is not { } link)
            return call.No($"one link is wanted, as `https://…`: `{Usage}`");
        if (call.State.Workaround is { } known && known.At > call.Draft.At)
            return call.No("somebody has named a newer one since it was written");

        // The promise was kept by the first of them.
        var since = call.State.Workaround?.At ?? call.Draft.At;
        return call.Done((call.Draft with
        {
            State = call.State with { Workaround = new Workaround(link, call.By, since) },
        }).Remember(call.Draft.At, $"{CommentWords.Person(call.By)} named a way round it"));
    }

    private static string? LinkOf(string written) =>
        Uri.TryCreate(written, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" &&
        uri.UserInfo.Length == 0 && uri.Host.Length > 0 ? written : null;
}
