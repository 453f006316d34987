namespace GitHubOps.Core;

/// <summary>Names that nobody can have: they own things all the same, and nobody ever comes.</summary>
internal static class OwnersNames
{
    private const int LoginMax = 39;

    public static void Check(OwnersNode item, OwnersRole role, string file, ProblemList problems)
    {
        if (role == OwnersRole.Labels)
        {
            if (item.Text.Length == 0) Say("a label is empty", "Take it away.");
            else if (item.Text.Trim() != item.Text)
                Say($"the label `{Problems.Shown(item.Text)}` begins or ends with a space", "Take it away.");
            return;
        }

        if (OwnersFile.NormalLogin(item.Text).Length == 0)
            Say("an empty name counts as an owner whom nobody is", "Write a login, or take it away.");
        else if (WhyNobody(item.Text) is { } why)
            Say($"the name `{Problems.Shown(item.Text)}` {why}", "Write a login, or take it away.");

        void Say(string text, string remedy) => problems.Warning(ProblemCodes.Owners, item.In(file), text, remedy);
    }

    /// <summary>Why no account can have the name; null where one could.</summary>
    public static string? WhyNobody(string name)
    {
        var login = OwnersFile.NormalLogin(name);
        if (login.Length == 0) return "is empty";
        if (login.Any(char.IsWhiteSpace)) return "holds white space, which is not taken away: nobody has that name";
        if (login.Contains('/', StringComparison.Ordinal))
            return "looks like a team; teams of GitHub are not looked up";
        if (login.Contains('@', StringComparison.Ordinal))
            return "holds a second `@`: only one at the beginning is taken away";
        if (login.Length > LoginMax && login.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            return $"is longer than the {LoginMax} characters that a login may have";
        return null;
    }
}
