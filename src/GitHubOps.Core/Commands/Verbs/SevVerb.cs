using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class SevVerb : CommandVerb
{
    public override string Name => "sev";

    public override string Usage => "/sev s2 [because …]";

    public override string Does =>
        "Sets the severity, and every running promise is counted anew. s1 is set by whoever is on call or owns the " +
        "area; a reason is needed for s1 and for going down.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.OnCall, CommandLevel.Triage, CommandLevel.Owner];

    public override ImmutableArray<string> Examples => ["/sev s3", "/sev s1 because nobody can publish"];

    public override bool IsChoice => true;

    public override CommandAnswer Run(CommandCall call)
    {
        if (call.Words.IsEmpty || !SeverityText.TryParse(call.Words[0].ToLowerInvariant(), out var severity))
            return call.No("the severity is one of `s1`, `s2`, `s3` and `s4`");
        if (severity == Severity.S1 && !call.Is(CommandLevel.OnCall) && !call.Is(CommandLevel.Owner))
            return call.No(
                $"s1 is set by {CommandPeople.Name(CommandLevel.OnCall)} or {CommandPeople.Name(CommandLevel.Owner)}");
        if (call.Words.Length > 1 && call.Reason is null)
            return call.No($"a reason begins with `because`: `/sev {severity.Print()} because …`");
        var isDown = call.State.Severity is { } now && now.Value.IsWorseThan(severity);
        if (call.Reason is null && (isDown || severity == Severity.S1))
            return call.No($"a reason is needed: `/sev {severity.Print()} because …`");
        return call.Done(call.State with
        {
            Severity = call.Choice(severity, Name),
            Proposed = null,
            RemovedByPerson = call.State.RemovedByPerson.Without(
                label => label.StartsWith(IssueLabels.Severity, StringComparison.Ordinal)),
        });
    }
}
