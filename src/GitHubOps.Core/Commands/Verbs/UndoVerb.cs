using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class UndoVerb : CommandVerb
{
    public override string Name => "undo";

    public override string Usage => "/undo [LOGIN]";

    public override string Does =>
        "Takes back the last command that whoever asks has used here within a day, with what followed from it; what " +
        "somebody has changed since stays. A lead may take back somebody else's.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Any];

    public override ImmutableArray<string> Examples => ["/undo", "/undo ben"];

    public override bool IsForClosed => true;

    public override bool IsChoice => true;

    public override CommandAnswer Run(CommandCall call)
    {
        if (CommandPerson.Read(call) is not { } person) return call.No($"one login is wanted: `{Usage}`");
        if (person != call.By && !call.Is(CommandLevel.Lead)) return call.No("what others said a lead may take back");
        var (draft, since) = (call.Draft, call.Draft.At - CommandUndos.Within);
        if (draft.State.Undos.LastOrDefault(one => one.By == person && one.At >= since) is not { } undo)
            return call.No("there is no command of the last day that could be taken back");
        var back = CommandUndos.TakeBack(draft.State, undo) with { Undos = draft.State.Undos.Remove(undo) };
        if (!CommandUndos.Differ(draft.State, back))
            return call.No("it changed nothing, or somebody has chosen otherwise since");
        var freed = Unassign(draft, back, call.By);
        return call.Done(freed with
        {
            State = back.Tell(
                draft.At, $"`/{CommentWords.InCode(undo.Line)}` of {CommentWords.Person(person)} is taken back"),
        });
    }

    /// <summary>Whom a command had assigned, no rule takes away.</summary>
    private static Draft Unassign(Draft draft, IssueState back, Login by) =>
        draft.State.Assignee is { ByPerson: true } has && has.IsByCommand() && has.Value != back.Assignee?.Value
            ? draft.Note(new Effect.Unassign(has.Value), "command-undo", $"{CommentWords.Person(by)} said so")
            : draft;
}
