using System.Globalization;

namespace GitHubOps.Core;

/// <summary>A release that needs more people to say go than there are.</summary>
internal sealed class GoCheck : ConfigCheck
{
    public override string Code => "config/go";

    public override string Help =>
        "A release needs more people to say go than its alias has: it could never go out.";

    public override IEnumerable<Problem> Check(CheckFacts facts)
    {
        foreach (var (name, _, value) in facts.Entries("releases"))
        {
            if ((value as OpsMap)?.Find("go") is not { Value: OpsMap go } entry) continue;
            if (go.Find("ask")?.Value is not OpsText ask || go.Find("need")?.Value is not OpsText need) continue;
            if (!facts.Policy.Aliases.TryGetValue(ask.Text, out var people)) continue;
            if (!int.TryParse(need.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) continue;
            if (count > people.Length)
                yield return Error(need.At,
                    $"`releases.{name}` needs {count} to say go, and `{ValueReader.Shown(ask.Text)}` has {people.Length}",
                    "Ask for fewer, or add people to the alias.");
        }
    }
}
