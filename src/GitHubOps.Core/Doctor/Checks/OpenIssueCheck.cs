namespace GitHubOps.Core;

/// <summary>What happens to the issues that are open now: nothing.</summary>
internal sealed class OpenIssueCheck : DoctorCheck
{
    public override string Code => "doctor/open-issues";

    public override string Help =>
        "How many open issues there are, and how many of them would be touched: only those that were opened after " +
        "the App was installed. Older ones are read and stay as they are.";

    public override IEnumerable<Problem> Check(DoctorFacts facts)
    {
        if (facts.Hosted.OpenIssues is not > 0) yield break;
        var open = facts.Hosted.OpenIssues.Value;
        var there = open == 1 ? "1 open issue" : $"{open} open issues";
        var newer = Math.Min(open, facts.App?.Installation?.NewerIssues ?? 0);
        yield return newer == 0
            ? Notice($"{there}: what is older than the App's installation stays as it is")
            : Notice($"{there}: {newer} newer than the App's installation, which the service looks after; " +
                $"{open - newer} older, which stay as they are");
    }
}
