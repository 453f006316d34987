using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// The words of the one comment: person first, time second, reason third; at most six lines to see; a day and an hour
/// with a place; no mention; no word that blames. A function of state and policy, so that it changes only with its
/// meaning.
/// </summary>
internal static class CommentText
{
    private static readonly string[] Numbers =
        ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];

    /// <summary>How the part begins that waits for the next change which people can see.</summary>
    public const string HistoryOpens = "<details><summary>What happened so far";

    public static string Of(Draft draft)
    {
        var answers = CommandAnswers.Of(draft);
        var asked = Questions.Said(draft);
        return StateOf(draft) switch
        {
            "closed" => Join(Closed(draft), asked, Said(draft), answers),
            "paused" when !draft.State.Missing.IsEmpty => Join(Missing(draft), asked, answers),
            "paused" => Join(Paused(draft), asked, Filed(draft), Said(draft), Hint(draft), answers),
            "late" => Join(Late(draft) + Takings.Said(draft), asked, Summary(draft.State, draft.Policy), Said(draft),
                answers,
                Details(draft)),
            _ when draft.IsQuestion() =>
                Join(SupportText.Of(draft), asked, Said(draft), "Answered? `/close` · `/why`", answers),
            _ => Join(Running(draft) + More(draft), asked, Filed(draft), Said(draft), Hint(draft), answers),
        };
    }

    /// <summary>What the hidden line says for machines.</summary>
    public static CommentFacts Facts(Draft draft)
    {
        var state = StateOf(draft);

        // Where every promise has been kept, the one that people were told of stays the issue's due time.
        var promise = draft.Promise() ?? (draft.Seen.IsClosed ? null : draft.LastPromise());
        var due = promise is null ? null : promise.DueAt(draft.Policy.CalendarOf(promise));
        return new CommentFacts(state == "late" ? draft.State.NewDueAt ?? due : due, state, draft.State.DecidedBy);
    }

    public static ImmutableArray<string> DecidedBy(IssueState state)
    {
        string?[] ids =
        [
            state.Area?.RuleId, state.Type?.RuleId, state.Severity?.RuleId,
            state.Missing.IsEmpty ? null : "missing-facts", state.Assignee?.RuleId,
        ];
        return [.. ids.OfType<string>().Distinct()];
    }

    private static string StateOf(Draft draft)
    {
        var state = draft.State;
        if (draft.Seen.IsClosed) return "closed";
        if (draft.Promise() is { State: ClockState.Paused } || !state.Missing.IsEmpty || state.Upstream is not null ||
            state.Snooze is { Until: not null }) return "paused";
        if (draft.Promise() is { BreachedAt: not null }) return "late";
        return IsAnswered(state) ? "answered" : "running";
    }

    private static bool IsAnswered(IssueState state) =>
        state.Clocks.Any(clock =>
            clock is { Metric: Metric.Respond, Outcome: ClockOutcome.Met or ClockOutcome.Missed });

    private static string Running(Draft draft)
    {
        var who = draft.State.Assignee is { } assignee
            ? $"**{CommentWords.Person(assignee.Value)}** has this."
            : "Nobody has this yet.";
        if (draft.Promise() is not { } promise) return who;
        if (promise.DueAt(draft.Policy.CalendarOf(promise)) is not { } due) return who;
        var by = $"by **{HumanTime.DueText(due, draft.Zone())}**";
        var said = promise.Metric switch
        {
            Metric.Respond or Metric.Reply => $"{who} You will hear from a person {by}.",
            Metric.Triage => $"{who} It will be sorted {by}.",
            Metric.Update => $"{who} You will hear how it stands {by}.",
            Metric.Decide => $"{who} It will be decided {by}.",
            _ => $"{who} We want it mended {by}.",
        };
        return promise.Metric == Metric.Decide ? said : said + Decided(draft);
    }

    /// <summary>A partner is told both times.</summary>
    private static string Decided(Draft draft) =>
        draft.State.Clocks.FirstOrDefault(clock => clock is { Metric: Metric.Decide, IsOver: false }) is { } clock &&
        draft.Policy.CanCount(clock) && clock.DueAt(draft.Policy.CalendarOf(clock)) is { } due
            ? $" It will be decided by **{HumanTime.DueText(due, draft.Zone())}**." : "";

    /// <summary>What people have said since of the matter itself.</summary>
    private static string Said(Draft draft)
    {
        var ruling = draft.State.Ruling is { } one
            ? $"**Decided: {one.Word}** — `{one.Because}` ({CommentWords.Person(one.By)})." : "";
        var around = draft.State.Workaround is { } way && !draft.Seen.IsClosed
            ? $"Until it is mended, this helps: `{CommentWords.InCode(way.Link)}`" : "";
        return string.Join('\n', new[] { ruling, around }.Where(line => line.Length > 0));
    }

    private static string More(Draft draft) => Takings.Said(draft) + Newcomers.Said(draft);

    private static string Paused(Draft draft)
    {
        var who = draft.State.Assignee is { } assignee ? $"**{CommentWords.Person(assignee.Value)}** has this. " : "";
        if (draft.State.Snooze is { Until: { } until, Because: var because })
            return $"{who}It is put aside until **{HumanTime.DueText(until, draft.Zone())}**: `{because}`. " +
                "The clock is paused until then.";
        return draft.State.Waiting switch
        {
            Waiting.Reporter => $"{who}We need an answer from you first; the clock is paused until then.",
            Waiting.Upstream when draft.State.Upstream is { } upstream =>
                $"{who}It waits for {UpstreamRef.Link(upstream.Ref)}; the clock is paused until that is closed.",
            Waiting.Upstream => $"{who}It waits for another project; the clock is paused until then.",
            _ => $"{who}The clock is paused.",
        };
    }

    private static string Missing(Draft draft)
    {
        var missing = draft.State.Missing;
        var count = missing.Length < Numbers.Length ? Numbers[missing.Length] : $"{missing.Length}";
        var (things, them) = missing.Length == 1 ? ("thing is", "it") : ("things are", "them");
        var names = string.Join(", ", missing.Select(one => $"**{CommentWords.InSentence(one)}**"));
        return $"{count} {things} missing before we can look: {names}.\n" +
            $"Edit the issue or reply with {them}; the clock is paused until then.";
    }

    private static string Late(Draft draft)
    {
        var promise = draft.Promise()!;
        var zone = draft.Zone();
        var said = promise.DueAt(draft.Policy.CalendarOf(promise)) is { } due
            ? $"We said {Local(due, zone, "dddd d MMM, HH:mm")} and missed it."
            : "We missed our time.";
        var again = draft.State.NewDueAt is { } time ? $" New time: **{HumanTime.DueText(time, zone)}**." : "";
        return $"{said} {Holder(draft.State)}{again}";
    }

    private static string Holder(IssueState state)
    {
        if (state.Assignee is not { } assignee) return "Nobody has this yet.";
        var now = CommentWords.Person(assignee.Value);
        return state.HadIt is [.., var before, var last] && last == assignee.Value
            ? $"**{now}** has taken over from {CommentWords.Person(before)}."
            : $"**{now}** has this.";
    }

    private static string Closed(Draft draft)
    {
        var at = HumanTime.DueText(draft.Seen.ClosedAt ?? draft.Seen.UpdatedAt, draft.Zone());
        var how = draft.Seen.CloseReason switch
        {
            CloseReason.NotPlanned => "as not planned",
            CloseReason.Duplicate => "as a duplicate",
            _ => "as completed",
        };
        var said = draft.State.ClosedOnWordOf is { } by ? $"; {CommentWords.Person(by)} said so" : "";
        var works = draft.State.Verified is { By: var author }
            ? $" {CommentWords.Person(author)} says that the fix works." : "";
        return Join($"Closed {how} on **{at}**{said}.{works}{Same(draft)}", Summary(draft.State, draft.Policy),
            "Not solved? `/reopen` · `/why`");
    }

    private static string Filed(Draft draft)
    {
        var state = draft.State;
        var summary = Summary(state, draft.Policy);
        if (summary.Length == 0) return "";
        var because = (state.Severity ?? state.Proposed)?.Because is { } reason ? $" — because {reason}." : ".";
        var unknown = state.Area is null or { Value: IssueLabels.UnknownArea } ? " Its area is not known yet." : "";
        var proposed = state.Proposed is { } one
            ? $" It may be **{SeverityName(one.Value, draft.Policy)}**: a triager decides, " +
                $"with `/sev {one.Value.Print()} because …`."
            : "";
        return $"Filed as **{summary}**{because}{unknown}{proposed}{Several(draft)}{Same(draft)}";
    }

    private static string Same(Draft draft) => draft.State.SameAs.IsEmpty ? ""
        : $" The same as {string.Join(", ", draft.State.SameAs.Select(number =>
            $"[`#{number}`]({CommentLinks.Issue(draft.State.Repo.Name, number)})"))}.";

    private static string Several(Draft draft)
    {
        var byPeople = draft.CanonicalLabels().Count(label =>
            IssueLabels.ReadSeverity(label) is not null && !draft.State.IsOurs(label));
        return byPeople > 1 ? " Several severities are set; the highest counts." : "";
    }

    /// <summary><c>bug · dashboards · s2 Blocked</c></summary>
    private static string Summary(IssueState state, RepoPolicy policy)
    {
        string?[] parts =
        [
            state.Type is { } type ? CommentWords.Plain(type.Value) : null,
            state.Area is { Value: not IssueLabels.UnknownArea } area ? CommentWords.Plain(area.Value) : null,
            state.Severity is { } severity ? SeverityName(severity.Value, policy) : null,
        ];
        return string.Join(" · ", parts.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static string SeverityName(Severity severity, RepoPolicy policy)
    {
        var words = policy.SeverityWords.GetValueOrDefault(severity, "");
        var dot = words.IndexOf('.', StringComparison.Ordinal);
        return $"{severity.Print()} {CommentWords.Plain(dot < 0 ? words : words[..dot])}".TrimEnd();
    }

    private static string Hint(Draft draft)
    {
        var names = draft.Policy.Areas.Select(area => area.Name).ToList();
        var now = draft.State.Area is { } area ? names.IndexOf(area.Value) : -1;
        var hasOther = names.Count > (now < 0 ? 0 : 1);
        var other = hasOther ? $"`/area {CommentWords.InCode(names[(now + 1) % names.Count])}` · " : "";
        var severity = draft.State.Severity?.Value ?? Severity.S4;
        var another = severity == Severity.S4 ? Severity.S3 : severity + 1;
        return $"Something wrong? {other}`/sev {another.Print()} because …` · `/why`";
    }

    private static string Details(Draft draft)
    {
        if (draft.State.History.IsEmpty) return "";
        var zone = draft.Zone();
        var lines = draft.State.History.Select(line =>
            $"- {Local(line.At, zone, "ddd HH:mm")} {line.Text}");
        return $"{HistoryOpens}</summary>\n\n{string.Join('\n', lines)}\n</details>";
    }

    private static string Local(Instant at, DateTimeZone zone, string pattern) =>
        at.InZone(zone).LocalDateTime.ToString(pattern, CultureInfo.InvariantCulture);

    private static string Join(params string[] parts) => string.Join("\n\n", parts.Where(part => part.Length > 0));
}
