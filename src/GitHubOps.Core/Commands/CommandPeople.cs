using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>What somebody is to an issue, for the commands.</summary>
internal static class CommandPeople
{
    public static ImmutableHashSet<CommandLevel> LevelsOf(Draft draft, Actor who)
    {
        var levels = ImmutableHashSet.CreateBuilder<CommandLevel>();
        levels.Add(CommandLevel.Any);
        if (who.Id == draft.Seen.Author.Id) levels.Add(CommandLevel.Author);
        if (Has(draft, who.Login)) levels.Add(CommandLevel.Assignee);
        if (IsOnCall(draft, who.Login)) levels.Add(CommandLevel.OnCall);
        if (draft.Facts.SenderRole >= RepoRole.Triage || TakesTurns(draft.Policy, who.Login))
            levels.Add(CommandLevel.Triage);
        if (Owns(draft, who.Login)) levels.Add(CommandLevel.Owner);
        if (draft.Policy.Leads.Contains(who.Login)) levels.Add(CommandLevel.Lead);
        if (RunbookCommands.OwnsAny(draft.Facts, who.Login)) levels.Add(CommandLevel.RunbookOwner);
        return levels.ToImmutable();
    }

    public static string Name(CommandLevel level) => level switch
    {
        CommandLevel.Any => "everybody",
        CommandLevel.Author => "the issue's author",
        CommandLevel.Assignee => "its assignee",
        CommandLevel.OnCall => "whoever is on call",
        CommandLevel.Triage => "triagers",
        CommandLevel.Lead => "the repository's leads",
        CommandLevel.RunbookOwner => "the runbook's owners",
        _ => "the owners of its area",
    };

    private static bool Has(Draft draft, Login who) =>
        draft.State.Assignee?.Value == who || draft.Seen.Assignees.Contains(who);

    private static bool TakesTurns(RepoPolicy policy, Login who) =>
        policy.Rotations.Values.Any(rotation => rotation.Members.Contains(who));

    private static bool IsOnCall(Draft draft, Login who) =>
        draft.Rotation() is { } rotation && OnCall.At(rotation, draft.At, draft.Facts.Absences).Person == who;

    private static bool Owns(Draft draft, Login who) => draft.AreaPolicy() is { } area
        ? area.Owners.Contains(who) || area.Lead == who
        : draft.Policy.UnknownOwners.Contains(who);
}
