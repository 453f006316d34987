namespace GitHubOps.Simulation;

internal static class SandboxIssues
{
    /// <summary>Who put this label on last.</summary>
    public static SandboxIssueEvent? LastOf(this SandboxIssue issue, string kind, SandboxLabel label) =>
        issue.Timeline.LastOrDefault(entry => entry.Kind == kind && entry.Label == label);

    /// <summary>Who assigned this person last.</summary>
    public static SandboxIssueEvent? LastOf(this SandboxIssue issue, string kind, SandboxAccount person) =>
        issue.Timeline.LastOrDefault(entry => entry.Kind == kind && entry.Assignee == person);
}
