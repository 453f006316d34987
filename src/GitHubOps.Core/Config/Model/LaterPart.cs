using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>What the files say of things that have a section but no sentence of their own above.</summary>
internal sealed class LaterPart : ModelPart
{
    private static readonly ImmutableArray<(string Section, string Title,
        ImmutableArray<(string, string)> Phrases)> Single =
    [
        ("runbooks", "Runbooks", [("in", "they lie in {code}"), ("verify_every", ". Each is looked through every {0}"),
            ("gate", ". A change of what one covers must bring it along or confirm it (`gate: {0}`)"),
            ("required", ". There must be {0}")]),
        ("decisions", "Decisions", [("dir", "they are kept in {code}"), ("by", "made by {who}"),
            ("open_for", " and open to objection for {0}")]),
        ("incidents", "Incidents", [("label", "an issue with {code} is one"), ("commander", ". It is led by {who}"),
            ("update_every", "with news every {0}"), ("review_within", " and a review within {0} of its end")]),
        ("features", "Wishes", [("promote_at", "{0} votes bring one on the agenda"), ("expire", ". They expire: {0}")]),
        ("roadmap", "Roadmap", [("repo", "it lives in {code}"), ("label", "one issue with {code} for each initiative"),
            ("status_every", ". Its owner says how it stands every {0}")]),
        ("common_issues", "The same pain in several repositories",
            [("same", "the same {0}"), ("repos", " in {0} repositories"),
            ("within", " within {0}"), ("then", " leads to: {0}")]),
        ("newcomers", "Newcomers", [("guide", "they begin with {code}"), ("buddy", " and are looked after by {who}")]),
    ];

    private static readonly ImmutableArray<(string Section, string Title,
        ImmutableArray<(string, string)> Phrases)> Many =
    [
        ("signals", "Signals from machines",
            [("from", "it comes from {0}"), ("opens_when", ". It opens an issue when: {0}"),
            ("closes_when", ". The issue is closed when: {0}"), ("owner", ". It is for {who}")]),
        ("chores", "Chores", [("every", "every {0}"), ("to", "for {who}"), ("runbook", "by the steps of {code}"),
            ("late_after", ". Late after {0}")]),
    ];

    public override string Chapter => How;

    public override void Write(ModelPage page, CheckFacts facts)
    {
        foreach (var (section, title, phrases) in Single)
        {
            if (facts.Find(section) is not { Value: OpsMap map } entry) continue;
            page.Title(title, section);
            page.Say($"{ModelPage.Sentence(ModelPhrases.Of(facts, map, "", phrases.AsSpan()))}.", entry.KeyAt);
        }

        foreach (var (section, title, phrases) in Many)
        {
            if (facts.Entries(section) is not { IsEmpty: false } entries) continue;
            page.Title(title, section);
            foreach (var (name, at, value) in entries)
                if (value is OpsMap map)
                    page.Say($"**{ModelPage.Name(name)}**{ModelPhrases.Of(facts, map, ": ", phrases.AsSpan())}.", at);
        }

        Changes(page, facts);
        Support(page, facts);
    }

    private static void Changes(ModelPage page, CheckFacts facts)
    {
        if (facts.Find("changes")?.Value is not OpsList { Items.IsEmpty: false } changes) return;
        page.Title("What a change must bring along", "changes");
        foreach (var change in changes.Items.OfType<OpsMap>())
            page.Say($"A change{ModelPhrases.Of(facts, change, " ",
                ("paths", "of {code}"), ("label", " with the label {code}"), ("needs", " needs: {0}"))}.", change.At);
    }

    private static void Support(ModelPage page, CheckFacts facts)
    {
        if (facts.Find("support", "questions") is not { Value: OpsMap questions } entry) return;
        page.Title("Questions", "support");
        page.Say($"A question{ModelPhrases.Of(facts, questions, " ", ("to", "is sent to {code}"),
            ("host", "looked after by {who}"), ("answer_within", " and answered within {0}"))}.", entry.KeyAt);
        foreach (var (name, at, value) in facts.Entries("support", "answers"))
            if (value is OpsText answer)
                page.Say($"The answer to {ModelPage.Name(name)} stands in {ModelPage.Code(answer.Text)}.", at);
    }
}
