namespace GitHubOps.Core;

/// <summary>What belongs where, and who knows it.</summary>
internal sealed class AreaPart : ModelPart
{
    public override string Chapter => Who;

    public override void Write(ModelPage page, CheckFacts facts)
    {
        page.Title("Who knows what");
        page.Line("| Area | What belongs there | Owners | Lead | Says |");
        page.Line("|---|---|---|---|---|");
        foreach (var area in facts.Policy.Areas)
        {
            var paths = area.Paths.IsEmpty ? "—" : string.Join(", ", area.Paths.Select(ModelPage.Code));
            var lead = area.Lead is { } person ? ModelPage.Name(person.Value) : "nobody";
            page.Line($"| **{ModelPage.Name(area.Name)}** | {paths} | {ModelPage.People(area.Owners)} | {lead} | " +
                $"{page.Link(facts.PlaceOf("areas", area.Name))} |");
        }

        page.Line("");
        page.Say($"What belongs nowhere yet is looked at by {ModelPage.People(facts.Policy.UnknownOwners)}.",
            facts.PlaceOf("areas", AreasSection.Unknown));
    }
}

/// <summary>Who takes turns at what.</summary>
internal sealed class RotationPart : ModelPart
{
    public override string Chapter => Who;

    public override void Write(ModelPage page, CheckFacts facts)
    {
        if (facts.Policy.Rotations.IsEmpty) return;
        page.Title("Who takes turns");
        foreach (var (name, _, _) in facts.Entries("rotations"))
            if (facts.Policy.Rotations.TryGetValue(name, out var rotation))
                page.Say(Sentence(rotation), facts.PlaceOf("rotations", name));
    }

    private static string Sentence(RotationDefinition rotation)
    {
        var turns = rotation.Length is { } length
            ? $"for {ModelWords.Of(length)} each; hand-over is {rotation.Starts} ({rotation.Zone.Id})"
            : "one issue after the other";
        var most = rotation.AtMost is { } limit ? $" Nobody is given more than {limit} open issues." : "";
        var backup = rotation.Backup.IsEmpty ? "" : $" Behind them: {ModelPage.People(rotation.Backup)}.";
        var shadow = rotation.Shadow.IsEmpty ? "" : $" Learning: {ModelPage.People(rotation.Shadow)}.";
        return $"**{ModelPage.Name(rotation.Name)}**: {ModelPage.People(rotation.Members)}, {turns}.{most}{backup}{shadow}";
    }
}
