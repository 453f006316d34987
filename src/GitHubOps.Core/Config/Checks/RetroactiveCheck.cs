namespace GitHubOps.Core;

/// <summary>A change that moves the past, among other things or without being meant.</summary>
internal sealed class RetroactiveCheck : ConfigCheck
{
    public override string Code => "config/retroactive";

    public override string Help =>
        "`sla.retroactive: true` counts running promises from their start by new targets and hours: a promise can " +
        "become late on a day on which nobody owed it. So it holds once, when it comes, and only in a commit that " +
        "changes nothing but `sla`, `calendars` and files of holidays; `ops/replay` and `githubops replay` show " +
        "which running promises move. Where it stands since before, it does nothing.";

    public override IEnumerable<Problem> Check(CheckFacts facts)
    {
        if (!facts.Policy.IsRetroactive || facts.Before is not { } before) yield break;
        var at = facts.PlaceOf("sla", Retroactive.Key);
        if (PolicyReader.ReadEffective(before).Root?.Find("sla")?.Value is OpsMap sla &&
            sla.Find(Retroactive.Key)?.Value is OpsText { Text: "true" })
            yield return Warning(at, "`sla.retroactive` stands there since before, and does nothing",
                "Take it away: with the next change of targets or hours it would have to come anew.");
        else if (!Retroactive.IsAlone(before, facts.Input))
            yield return Error(at, "`sla.retroactive` comes together with other changes, and would not be obeyed",
                "Change nothing but `sla`, `calendars` and files of holidays in its commit, and have that reviewed.");
    }
}
