using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>What the files say of things that have a section but no sentence of their own above.</summary>
internal sealed class LaterPart : ModelPart
{
    private static readonly ImmutableArray<(string Section, string Title, ImmutableArray<(string, string)> Phrases)> Single =
    [
        ("runbooks", "Runbooks", [("in", "they lie in {0}"), ("verify_every", "each is checked every {0}"),
            ("gate", "a change that touches what one covers waits for it (`gate: {0}`)"), ("required", "there must be {0}")]),
        ("decisions", "Decisions", [("dir", "they are kept in {0}"), ("by", "made by {0}"),
            ("open_for", "and open to objection for {0}")]),
        ("incidents", "Incidents", [("label", "an issue with {0} is one"), ("commander", "led by {0}"),
            ("update_every", "with news every {0}"), ("review_within", "and a review within {0}")]),
        ("features", "Wishes", [("promote_at", "{0} votes bring one on the agenda"), ("expire", "they expire: {0}")]),
        ("roadmap", "Roadmap", [("repo", "it lives in {0}"), ("label", "one issue with {0} for each initiative"),
            ("status_every", "status every {0}")]),
        ("common_issues", "The same pain in several repositories", [("same", "the same {0}"), ("repos", "in {0} repositories"),
            ("within", "within {0}"), ("then", "leads to: {0}")]),
        ("newcomers", "Newcomers", [("guide", "they begin with {0}"), ("buddy", "and are looked after by {0}")]),
    ];

    private static readonly ImmutableArray<(string Section, string Title, ImmutableArray<(string, string)> Phrases)> Many =
    [
        ("signals", "Signals from machines", [("from", "from {0}"), ("opens_when", "opens an issue when {0}"),
            ("closes_when", "closes it when {0}"), ("owner", "for {0}")]),
        ("chores", "Chores", [("every", "every {0}"), ("to", "for {0}"), ("runbook", "by the steps of {0}"),
            ("late_after", "late after {0}")]),
    ];

    public override string Chapter => How;

    public override void Write(ModelPage page, CheckFacts facts)
    {
        foreach (var (section, title, phrases) in Single)
        {
            if (facts.Find(section) is not { Value: OpsMap map } entry) continue;
            page.Title(title, section);
            page.Say($"{ModelPage.Sentence(ModelPhrases.Of(map, "", phrases.AsSpan()))}.", entry.KeyAt);
        }

        foreach (var (section, title, phrases) in Many)
        {
            if (facts.Entries(section) is not { IsEmpty: false } entries) continue;
            page.Title(title, section);
            foreach (var (name, at, value) in entries)
                if (value is OpsMap map)
                    page.Say($"**{ModelPage.Name(name)}**{ModelPhrases.Of(map, ": ", phrases.AsSpan())}.", at);
        }

        Changes(page, facts);
        Support(page, facts);
    }

    private static void Changes(ModelPage page, CheckFacts facts)
    {
        if (facts.Find("changes")?.Value is not OpsList { Items.IsEmpty: false } changes) return;
        page.Title("What a change must bring along", "changes");
        foreach (var change in changes.Items.OfType<OpsMap>())
            page.Say($"A change{ModelPhrases.Of(change, " ",
                ("paths", "of {0}"), ("label", "labelled {0}"), ("needs", "needs {0}"))}.", change.At);
    }

    private static void Support(ModelPage page, CheckFacts facts)
    {
        if (facts.Find("support", "questions") is not { Value: OpsMap questions } entry) return;
        page.Title("Questions", "support");
        page.Say($"A question{ModelPhrases.Of(questions, " ", ("to", "is sent to {0}"), ("host", "looked after by {0}"),
            ("answer_within", "and answered within {0}"))}.", entry.KeyAt);
        foreach (var (name, at, value) in facts.Entries("support", "answers"))
            if (value is OpsText answer)
                page.Say($"The answer to {ModelPage.Name(name)} stands in {ModelPage.Code(answer.Text)}.", at);
    }
}
