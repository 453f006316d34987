namespace GitHubOps.Core;

/// <summary><c>assign:</c> — who gets an issue when: <c>new</c>, <c>triaged</c>, a severity, a signal.</summary>
internal sealed class AssignSection : Section
{
    public const string AreaOwner = "area owner";

    public override string Key => "assign";

    public override void Read(OpsNode node, PolicyDraft draft)
    {
        var signals = draft.NamesIn("signals").ToList();
        string[] known = ["new", "triaged", "s1", "s2", "s3", "s4", .. signals];
        var assign = new AssignPolicy();
        const string example = "`{ new: triage, triaged: area owner }`";
        foreach (var (name, _, value) in draft.Read.Fields(node, Key, example, known)?.Entries ?? [])
        {
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
    }

    private static AssignTarget? ReadTarget(OpsNode node, string key, PolicyDraft draft)
    {
        if (draft.Read.Text(node, key, "the name of a rotation, or `area owner`") is not { } text) return null;
        if (text == AreaOwner) return AssignTarget.AreaOwner;
        return draft.Rotation(node, key, text) is null ? null : new AssignTarget(text);
    }
}
