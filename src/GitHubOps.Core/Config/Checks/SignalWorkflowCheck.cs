namespace GitHubOps.Core;

/// <summary>A signal that waits for a workflow that is not there.</summary>
internal sealed class SignalWorkflowCheck : ConfigCheck
{
    private const string From = "workflow ";

    public override string Code => "config/signal-workflow";

    public override string Help =>
        "A signal comes from a workflow that the repository does not have: it was renamed, or the name is mistyped, " +
        "and the signal would never be heard.";

    public override IEnumerable<Problem> Check(CheckFacts facts)
    {
        if (facts.Workflows is not { } workflows) yield break;
        foreach (var (name, _, value) in facts.Entries("signals"))
        {
            if ((value as OpsMap)?.Find("from")?.Value is not OpsText from) continue;
            if (!from.Text.StartsWith(From, StringComparison.Ordinal)) continue;
            var workflow = from.Text[From.Length..].Trim();
            if (workflows.Contains(workflow)) continue;
            yield return Error(from.At,
                $"`signals.{name}` comes from the workflow `{ValueReader.Shown(workflow)}`, which does not exist",
                Nearest.To(workflow, workflows) is { } near ? $"Did you mean `{near}`?"
                    : "Write the workflow's `name:` as it stands in `.github/workflows`.");
        }
    }
}
