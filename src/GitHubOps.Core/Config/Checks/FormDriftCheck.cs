using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Somebody rewords an option of a form's dropdown, and a rule that asks for the old words holds never again: nothing
/// breaks, issues just stop being urgent. Told where the option was reworded, with the rule's line and both options.
/// </summary>
internal sealed class FormDriftCheck : ConfigCheck
{
    public override string Code => "config/form-drift";

    public override string Help =>
        "The change rewords or removes an option of a form that a rule asks for: the rule would never hold again. " +
        "Judged where the files before the change are known.";

    public override IEnumerable<Problem> Check(CheckFacts facts) =>
        facts.Before is { } before ? Check(before, facts.Input) : [];

    /// <param name="before">The files in force.</param>
    /// <param name="after">The files of the change. A rule that was changed along with its form is no drift.</param>
    public ImmutableArray<Problem> Check(PolicyInput before, PolicyInput after)
    {
        var unheard = new ProblemList();
        var (was, now) = (Offers(before, unheard), Offers(after, unheard));
        var problems = ImmutableArray.CreateBuilder<Problem>();
        foreach (var (field, option, rule) in Needed(after))
            foreach (var lost in was.Where(offer => offer.Offers(field, option) && !now.Any(offer.IsSame)))
                if (Judge(lost, rule, was, now, after) is { } problem) problems.Add(problem);

        return problems.ToImmutable();
    }

    private Problem? Judge(
        Offer lost, Need rule, ImmutableArray<Offer> was, ImmutableArray<Offer> now, PolicyInput after)
    {
        var put = Reworded(lost, was, now);

        // Reporters may be offered fewer areas, or another one; and another form may still offer what this one does
        // not.
        if (rule.IsArea && (put is null || rule.Areas.Contains(put, StringComparer.OrdinalIgnoreCase))) return null;
        if (put is null && now.Any(offer => offer.Offers(lost.Field, lost.Option))) return null;
        var at = Place(lost, put, now, after);
        var change = put is null
            ? $"the option `{Shown(lost.Option)}` of `{Shown(lost.Field)}` is gone"
            : $"the option `{Shown(lost.Option)}` of `{Shown(lost.Field)}` now reads `{Shown(put)}`";
        return Problem.Error(Code, $"{change}, but {rule.At.File}:{rule.At.Line} asks for `{Shown(lost.Option)}`",
            at.File, at.Line, at.Column, put is null
                ? $"Bring the option back, or change {rule.At.File}:{rule.At.Line} in the same change."
                : $"Write `{Shown(put)}` in {rule.At.File}:{rule.At.Line} in the same change, or keep the old words.");
    }

    /// <summary>The option that came in its place: the new one where it stood, else the nearest new one.</summary>
    private static string? Reworded(Offer lost, ImmutableArray<Offer> was, ImmutableArray<Offer> now)
    {
        var old = was.Where(offer => offer.IsBeside(lost)).Select(offer => offer.Option).ToList();
        var present = now.Where(offer => offer.IsBeside(lost)).Select(offer => offer.Option).ToList();
        var fresh = present.Except(old, StringComparer.Ordinal).ToList();
        var there = present.ElementAtOrDefault(old.IndexOf(lost.Option));
        return there is not null && fresh.Contains(there) ? there : Nearest.To(lost.Option, fresh);
    }

    private static ImmutableArray<Offer> Offers(PolicyInput input, ProblemList problems) =>
    [
        .. from form in IssueFormReader.ReadAll(input, problems)
           from field in form.Fields
           where field.Id is not null
           from option in field.Options
           select new Offer(form.File, field.Id!, option, field.PlaceOf(option), field.At),
    ];

    /// <summary>Options that the files of the change rely on: answers in rules, and names of areas.</summary>
    private static IEnumerable<(string Field, string Option, Need Rule)> Needed(PolicyInput input)
    {
        if (PolicyReader.Read(input).Policy is not { } policy) yield break;
        var seen = new HashSet<(string, string)>();
        foreach (var rule in policy.SeverityRules)
            foreach (var answer in rule.Conditions.OfType<Condition.Answer>())
                if (seen.Add((answer.Field, answer.Text)))
                    yield return (answer.Field, answer.Text, new Need(new Place(rule.File, rule.Line, 1), []));
        var areas = PolicyReader.ReadEffective(input).Root?.Find("areas")?.Value as OpsMap;
        var names = policy.Areas.Select(area => area.Name).ToImmutableArray();
        foreach (var entry in areas?.Entries ?? [])
            if (seen.Add(("area", entry.Key))) yield return ("area", entry.Key, new Need(entry.KeyAt, names));
    }

    /// <summary>
    /// Where the new words stand; where there are none, the field, the form, or the path that is gone.
    /// </summary>
    private static Place Place(Offer lost, string? put, ImmutableArray<Offer> now, PolicyInput after)
    {
        var beside = now.Where(offer => offer.IsBeside(lost)).ToList();
        if (beside.Find(offer => offer.Option == put) is { } found) return found.At;
        if (beside is [var first, ..]) return first.FieldAt;
        return new Place(lost.Form, after.Files.Any(file => file.Path == lost.Form) ? 1 : 0, 0);
    }

    private static string Shown(string text) => ValueReader.Shown(text);

    private sealed record Offer(string Form, string Field, string Option, Place At, Place FieldAt)
    {
        public bool Offers(string field, string option) => Field == field && Option == option;

        public bool IsBeside(Offer other) => Form == other.Form && Field == other.Field;

        public bool IsSame(Offer other) => IsBeside(other) && Option == other.Option;
    }

    /// <param name="Areas">Not empty where an area's name is what relies on the option.</param>
    private sealed record Need(Place At, ImmutableArray<string> Areas)
    {
        public bool IsArea => !Areas.IsEmpty;
    }
}
