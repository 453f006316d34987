namespace GitHubOps.Simulation;

/// <summary>Something that must hold after every step, whatever goes wrong.</summary>
internal abstract class Invariant
{
    public abstract string Sentence { get; }

    /// <summary>What breaks it, for people; null when it holds.</summary>
    public abstract string? Find(World world);

    /// <summary>The first that is found among all issues.</summary>
    protected static string? OnEachIssue(World world, Func<SandboxIssue, string?> find)
    {
        foreach (var issue in world.Issues)
            if (find(issue) is { } found) return $"{issue}: {found}";
        return null;
    }
}
