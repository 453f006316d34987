namespace GitHubOps.Core;

/// <summary>Whether a repository's workflows judge its runbooks already.</summary>
public static class ActionUse
{
    /// <summary>A step uses the Action, or runs the tool's own command.</summary>
    public static bool IsIn(string workflow)
    {
        foreach (var line in workflow.AsSpan().EnumerateLines())
        {
            var text = line.TrimStart(" \t-");
            if (text.StartsWith('#') || !text.Contains("githubops", StringComparison.OrdinalIgnoreCase)) continue;
            if (text.StartsWith("uses:", StringComparison.Ordinal)
                && text.Contains("/action@", StringComparison.OrdinalIgnoreCase))
                return true;
            if (text.Contains("githubops runbooks check", StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
