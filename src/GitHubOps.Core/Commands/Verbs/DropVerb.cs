using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class DropVerb : CommandVerb
{
    public override string Name => "drop";

    public override string Usage => "/drop";

    public override string Does => "Whoever took the issue gives it back: it is free to be taken by others.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Any];

    public override ImmutableArray<string> Examples => ["/drop"];

    public override bool IsChoice => true;

    public override CommandAnswer Run(CommandCall call)
    {
        if (call.State.Taking is not { } taking || taking.By != call.By) return call.No("they have not taken it");
        var who = CommentWords.Person(call.By);
        var free = call.Draft.Free(taking, $"command-{Name}", $"{who} gave it back");
        return call.Done(free.Remember(call.Draft.At, $"{who} gave it back"));
    }
}
