namespace GitHubOps.Core;

/// <summary>People say on a pull request that a runbook holds, or that it does not.</summary>
internal sealed class PullCommandRule : TriageRule
{
    public override string Id => "pull-command";

    public override string Help =>
        "Runs, in comments on pull requests, the commands that mean something there: `/runbook` and `/drill`. What " +
        "became of them is said by the check `ops/runbooks`; nothing else is done to a pull request.";

    public override Draft Apply(Draft draft) => PullCommands.Run(draft);
}
