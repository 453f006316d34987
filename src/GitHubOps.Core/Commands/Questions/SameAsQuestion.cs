using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// Somebody takes an issue for the same as another: a link is made of it where the author or a triager agrees.
/// </summary>
internal sealed record SameAsQuestion(int Number) : Question
{
    public static readonly Duration Patience = Duration.FromDays(14);

    private const int LinksMax = 5;

    public override bool IsFor(CommandCall call) => call.Is(CommandLevel.Author) || call.Is(CommandLevel.Triage);

    public override string Says(string by) =>
        $"{CommentWords.Person(AskedBy)} takes it for the same as `#{Number}`: `/yes` or `/no` of the author or a triager by " +
        $"{by}; nothing is closed.";

    public override bool IsMoot(IssueState now) => now.SameAs.Contains(Number);

    public override CommandAnswer Yes(CommandCall call)
    {
        var links = call.State.SameAs.Add(Number);
        return call.Done((call.Draft with
        {
            State = call.State with { SameAs = links.Length <= LinksMax ? links : links.RemoveAt(0) },
        }).Remember(call.Draft.At, $"{CommentWords.Person(call.By)} agreed that it is the same as `#{Number}`"));
    }

    public override CommandAnswer No(CommandCall call) => call.Done(call.Draft);

    public override Draft Expire(Draft draft) => draft;
}
