namespace GitHubOps.Core;

/// <summary>Labels that the policy puts on issues and that are not there.</summary>
internal sealed class LabelCheck : DoctorCheck
{
    private const int ShownMax = 12;

    public override string Code => "doctor/labels";

    public override string Help =>
        "Labels that the service puts on issues do not exist yet. It makes them itself as soon as the mode is " +
        "`live`, with colour and description; a pull request cannot.";

    public override IEnumerable<Problem> Check(DoctorFacts facts)
    {
        if (facts.Config.Policy is not { } policy) yield break;
        var missing = RequiredLabels.Of(policy).Select(label => label.Name)
            .Where(label => !facts.Hosted.Labels.Contains(label)).ToList();
        if (missing.Count == 0) yield break;
        var shown = string.Join(", ", missing.Take(ShownMax).Select(label => $"`{ValueReader.Shown(label)}`"));
        var more = missing.Count > ShownMax ? $" and {missing.Count - ShownMax} more" : "";
        yield return Notice($"labels that do not exist yet: {shown}{more}", policy.Mode == Mode.Live
            ? "The service makes them when it next reads the configuration."
            : "The service makes them when the mode is `live`; `label_names` says where a label of yours means the " +
                "same.");
    }
}
