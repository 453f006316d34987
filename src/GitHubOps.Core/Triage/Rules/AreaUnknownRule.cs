namespace GitHubOps.Core;

/// <summary>No guess is shown as a fact.</summary>
internal sealed class AreaUnknownRule : TriageRule
{
    public override string Id => "area-unknown";

    public override string Help =>
        "When nothing says the area for sure, it is `unknown`: the triager routes it, and the route promise runs.";

    public override Draft Apply(Draft draft) =>
        AreaChoice.IsOpen(draft)
            ? AreaChoice.Take(draft, IssueLabels.UnknownArea, Id, "nothing in the text says the area for sure")
            : draft;
}
