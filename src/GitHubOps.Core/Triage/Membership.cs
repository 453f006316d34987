namespace GitHubOps.Core;

/// <summary>Who belongs to the team, and who may be assigned.</summary>
internal static class Membership
{
    /// <summary>Named by any alias, or an owner of any area. Never GitHub's <c>author_association</c>.</summary>
    public static bool IsMember(this RepoPolicy policy, Login person)
    {
        foreach (var (_, people) in policy.Aliases)
            if (people.Contains(person)) return true;
        foreach (var area in policy.Areas)
            if (area.Owners.Contains(person) || area.Lead == person) return true;
        return policy.UnknownOwners.Contains(person);
    }

    /// <summary>The author's word may set s1: they could set the label themselves.</summary>
    public static bool AuthorMayWrite(this Draft draft) =>
        draft.Facts.Event.Sender.Id == draft.Seen.Author.Id && draft.Facts.SenderRole >= RepoRole.Write;

    /// <summary>Why a rule does not give somebody this issue, in the documented order; null when it may.</summary>
    public static string? WhyNot(this Draft draft, Login person, int? atMost)
    {
        var facts = draft.Facts;
        if (person == draft.Seen.Author.Login) return "opened it";
        if (facts.AwayNow(person) is { } away)
            return away.Because ?? $"is away until {HumanTime.DueText(away.To, draft.Policy.ZoneOf(person))}";
        if (facts.Muted.Contains(person)) return "asked to be passed over";
        if (atMost is { } most && facts.OpenLoad.GetValueOrDefault(person) >= most)
            return $"has {facts.OpenLoad[person]} open issues, at most {most}";
        if (facts.Unassignable.Contains(person)) return "cannot be assigned here";
        if (facts.Event is AssigneeRefused refused && refused.Person == person) return "was refused by GitHub";
        return draft.Policy.Emeritus.Contains(person) ? "is emeritus" : null;
    }

    public static AreaPolicy? AreaPolicy(this Draft draft) =>
        draft.State.Area is { } chosen
            ? draft.Policy.Areas.FirstOrDefault(area =>
                string.Equals(area.Name, chosen.Value, StringComparison.OrdinalIgnoreCase))
            : null;
}
