namespace GitHubOps.Core;

/// <summary>
/// A form that asks for what rules need to know, where reporters have none at all: those that <c>intake</c> names, else
/// one, and the line of <c>intake</c> that says what its issues are.
/// </summary>
internal sealed class FormRemedy : DoctorRemedy
{
    private const int FormsMax = 5;

    public override string Mends => "doctor/forms";

    public override IEnumerable<RemedyFile> Files(DoctorFacts facts)
    {
        if (facts.Config.Policy is not { } policy) yield break;
        if (!IssueFormReader.ReadAll(facts.Input, new ProblemList()).IsEmpty) yield break;
        var effective = PolicyReader.ReadEffective(facts.Input).Root;
        var named = (effective?.Find("intake")?.Value as OpsMap)?.Entries
            .Where(entry => IsForm(entry.Key)).Take(FormsMax).ToList() ?? [];
        foreach (var (name, _, value) in named)
        {
            var needs = (value as OpsMap)?.Find("needs")?.Value;
            yield return Proposed(StarterForm.Write(
                name, policy, [.. CheckFacts.TextsOf(needs).Select(need => need.Text)]));
        }

        if (named.Count > 0) yield break;
        var form = StarterForm.Write(StarterForm.Usual, policy, []);
        yield return Proposed(form);
        if (Introduced(facts.With(form)) is { } ops)
            yield return new RemedyFile(ops, $"says that issues of `{StarterForm.Usual}` are bugs", IsNew: false);
    }

    private static RemedyFile Proposed(RepoFile form) =>
        new(form, "asks reporters for the area and for what the rules want to know", IsNew: true);

    /// <summary>
    /// The file with a line more; null where a line at its end would not do, or says something already.
    /// </summary>
    private static RepoFile? Introduced(DoctorFacts facts)
    {
        if (PolicyFiles.Find(facts.Input.Files, PolicyFiles.Ops) is not { } file) return null;
        var own = OpsFile.Read(file.Text, file.Path, new ProblemList());
        if (own is null || own.Find("intake") is not null) return null;
        var line = $"\nintake:\n  {StarterForm.Usual}: {{ type: bug }}\n";
        var more = file with { Text = file.Text.TrimEnd('\n') + "\n" + line };
        return facts.With(more).Config.Policy?.Forms is [{ Entry.Type: "bug" }] ? more : null;
    }

    private static bool IsForm(string name) =>
        name.Length <= 60 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        && char.IsAsciiLetterOrDigit(name[0]) && PolicyFiles.IsForm(PolicyFiles.Forms + name);
}
