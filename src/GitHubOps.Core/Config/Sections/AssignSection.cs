namespace GitHubOps.Core;

/// <summary><c>assign:</c> — who gets an issue when: <c>new</c>, <c>triaged</c>, a severity, a signal.</summary>
internal sealed class AssignSection : Section
{
    public const string AreaOwner = "area owner";

    private static readonly TextShape Target =
        new("name of a rotation, or `area owner`", [AreaOwner, "triage"]) { Words = [AreaOwner], Pattern = "." };

    private static readonly MapShape Targets = new("map of moments",
    [
        new("new", Target, "Who gets an issue when it is opened.") { Default = "nobody" },
        new("triaged", Target, "Who gets it when type, area and severity are agreed.") { Default = "who has it" },
        .. SeverityText.All.Select(name => new Field(name, Target, $"Who gets an issue of {name}, new or raised to it.")
        {
            Default = "`new`",
        }),
        SectionModes.Field,
    ], "{ new: triage, s1: oncall, triaged: area owner }")
    {
        Names = new NamesShape("SIGNAL", Target) { IsActive = false },
    };

    public override string Key => "assign";

    public override string Says => "Who gets an issue when. A name of `signals` says who gets the issues of that " +
        "signal (not active yet).";

    public override string Default => "nobody is assigned";

    public override Shape Shape => Targets;

    public override void Read(OpsNode node, PolicyDraft draft)
    {
        string[] known = [.. Targets.Keys, .. draft.NamesIn("signals")];
        var assign = new AssignPolicy();
        const string example = "`{ new: triage, triaged: area owner }`";
        foreach (var (name, _, value) in draft.Read.Fields(node, Key, example, known)?.Entries ?? [])
        {
            if (name == SectionModes.Key) continue;
            if (ReadTarget(value, $"{Key}.{name}", draft) is not { } target) continue;
            assign = name switch
            {
                "new" => assign with { New = target },
                "triaged" => assign with { Triaged = target },
                _ when SeverityText.TryParse(name, out var severity) =>
                    assign with { BySeverity = assign.BySeverity.SetItem(severity, target) },
                _ => assign with { BySignal = assign.BySignal.SetItem(name, target) },
            };
        }

        draft.Assign = assign;
        SectionModes.Read(node, Key, draft);
    }

    private static AssignTarget? ReadTarget(OpsNode node, string key, PolicyDraft draft)
    {
        if (draft.Read.Text(node, key, "the name of a rotation, or `area owner`") is not { } text) return null;
        if (text == AreaOwner) return AssignTarget.AreaOwner;
        return draft.Rotation(node, key, text) is null ? null : new AssignTarget(text);
    }
}
