namespace GitHubOps.Core;

/// <summary>The reporter's own answer, or the form itself, says the area.</summary>
internal sealed class AreaFromFormRule : TriageRule
{
    public override string Id => "area-from-form";

    public override string Help =>
        "Takes the area from the form: the answer to its field `area` when it names one of the repository's " +
        "areas, else the `area` that `intake` gives to that form, else a label `area/…` that the form puts on.";

    public override Draft Apply(Draft draft)
    {
        if (!AreaChoice.IsOpen(draft) || draft.Answers is not { } answers) return draft;
        if (answers.ById.TryGetValue("area", out var answer) && Named(draft.Policy, answer) is { } area)
            return AreaChoice.Take(draft, area, Id, $"*{Label(answers, "area")}* says \"{area}\"");
        var form = draft.Policy.Forms.FirstOrDefault(one => one.Form.File == answers.Form.File);
        if (form?.Entry.Area is { } given) return AreaChoice.Take(draft, given, Id, $"its form is for {given}");
        return FromLabel(draft, answers) is { } label ? AreaChoice.Take(draft, label, Id, "its form says so") : draft;
    }

    /// <summary>
    /// The area an option names: by itself, or as its only area among other words ("Publishing: the gallery").
    /// </summary>
    private static string? Named(RepoPolicy policy, string answer)
    {
        var wanted = answer.Trim();
        foreach (var area in policy.Areas)
            if (string.Equals(area.Name, wanted, StringComparison.OrdinalIgnoreCase)) return area.Name;
        var index = new PhraseIndex();
        for (var i = 0; i < policy.Areas.Length; i++) index.Add(policy.Areas[i].Name, i);
        var named = index.Find(wanted.AsSpan(0, Math.Min(wanted.Length, 200)));
        return named.Count == 1 ? policy.Areas[named.Min].Name : null;
    }

    private static string? FromLabel(Draft draft, FormAnswers answers) =>
        answers.Form.Labels
            .Select(draft.Policy.ToCanonical)
            .Where(label => label is not null && label.StartsWith(IssueLabels.Area, StringComparison.Ordinal))
            .Select(label => label![IssueLabels.Area.Length..])
            .FirstOrDefault();

    private static string Label(FormAnswers answers, string id) =>
        CommentWords.Plain(answers.Form.Fields.FirstOrDefault(field => field.Id == id)?.Label ?? id);
}
