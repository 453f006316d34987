using System.Collections.Immutable;
using System.Text.Json;
using GitHubOps.Core;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Cli;

/// <summary>
/// A replay for programs, schema <c>githubops.replay/1</c>: keys are added, never renamed, within a version. Described
/// in <c>docs/replay.md</c>.
/// </summary>
internal static class ReplayJson
{
    public const string Schema = "githubops.replay/1";

    public static string Of(ReplayReport report) => ProblemJson.Write(json =>
    {
        json.WriteString("schema", Schema);
        json.WriteString("config", report.Call.Config);
        json.WriteString("against", report.Call.Against);
        if (report.Comparison is { } comparison)
        {
            WriteSum(json, comparison);
            var changes = comparison.Changes.ToDictionary(change => change.Ref);
            json.WriteStartArray("issues");
            foreach (var issue in comparison.After.Issues)
                WriteIssue(json, report, comparison.People, issue, changes.GetValueOrDefault(issue.Ref));
            json.WriteEndArray();
            if (comparison.Before is not null) WriteMoved(json, comparison.Moved);
        }

        ProblemJson.WriteAll(json, "problems", report.Problems);
        json.WriteNumber("problems_hidden", report.Hidden);
    });

    private static void WriteMoved(Utf8JsonWriter json, ImmutableArray<MovedPromise> promises)
    {
        json.WriteStartArray("moved");
        foreach (var moved in promises)
        {
            json.WriteStartObject();
            json.WriteString("issue", moved.Ref.ToString());
            json.WriteString("promise", moved.Metric.ToString().ToLowerInvariant());
            json.WriteBoolean("kept", moved.IsKept);
            json.WriteString("before", moved.Before is { } before ? Time(before) : null);
            json.WriteString("after", moved.After is { } after ? Time(after) : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSum(Utf8JsonWriter json, ReplayComparison comparison)
    {
        var run = comparison.After;
        json.WriteStartObject("sum");
        json.WriteNumber("issues", run.Issues.Length);
        json.WriteNumber("events", run.Events);
        json.WriteNumber("alarms", run.Alarms);
        json.WriteNumber("left_out", run.LeftOut);
        json.WriteNumber("beyond", run.Beyond);
        if (comparison.Before is not null)
        {
            json.WriteStartObject("changed");
            json.WriteNumber("issues", comparison.Changes.Length);
            json.WriteNumber("open_issues", comparison.OpenChanged);
            foreach (var aspect in ReplayComparison.Judged)
                json.WriteNumber(ReplayWords.Of(aspect), comparison.Changed(aspect));
            json.WriteNumber("target", comparison.TargetsChanged);
            json.WriteEndObject();
            WriteSide(json, "before", comparison, comparison.Before);
        }

        WriteSide(json, "after", comparison, run);
        json.WriteEndObject();
    }

    private static void WriteSide(Utf8JsonWriter json, string name, ReplayComparison comparison, ReplayRun run)
    {
        json.WriteStartObject(name);
        json.WriteNumber("missed", run.Missed);
        json.WriteStartObject("agreement");
        foreach (var aspect in ReplayComparison.Judged)
        {
            var agreement = comparison.Agreement(run, aspect);
            json.WriteStartObject(ReplayWords.Of(aspect));
            json.WriteNumber("agreed", agreement.Agreed);
            json.WriteNumber("judged", agreement.Judged);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("load");
        foreach (var load in run.Loads)
        {
            json.WriteStartObject();
            json.WriteString("person", load.Person.Value);
            json.WriteNumber("given", load.Given);
            json.WriteNumber("most_at_once", load.MostAtOnce);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteIssue(
        Utf8JsonWriter json, ReplayReport report, ImmutableDictionary<IssueRef, PeoplesChoice> people,
        ReplayedIssue issue, IssueChange? change)
    {
        json.WriteStartObject();
        json.WriteString("issue", issue.Ref.ToString());
        json.WriteString("title", issue.Title);
        json.WriteString("opened_at", Time(issue.OpenedAt));
        json.WriteBoolean("open", issue.IsOpen);
        var chosen = people.GetValueOrDefault(issue.Ref);
        json.WriteStartObject("people");
        foreach (var aspect in ReplayComparison.Judged) json.WriteString(ReplayWords.Of(aspect), chosen?.Of(aspect));
        json.WriteEndObject();
        if (change is not null)
        {
            json.WriteStartArray("changed");
            foreach (var aspect in change.Aspects) json.WriteStringValue(ReplayWords.Of(aspect.Aspect));
            json.WriteEndArray();
            WriteValues(json, "before", report, change.Before, isBefore: true);
        }

        WriteValues(json, "after", report, issue, isBefore: false);
        WriteDone(json, issue);
        json.WriteEndObject();
    }

    private static void WriteValues(
        Utf8JsonWriter json, string name, ReplayReport report, ReplayedIssue issue, bool isBefore)
    {
        json.WriteStartObject(name);
        json.WriteNumber("missed", issue.Missed);
        json.WriteStartArray("values");
        foreach (var (aspect, value) in ReplayText.Values(issue))
        {
            json.WriteStartObject();
            json.WriteString("at", Time(value.At));
            json.WriteString("what", ReplayWords.Of(aspect));
            json.WriteString("value", value.Value);
            json.WriteString("rule", value.RuleId);
            json.WriteString("because", value.Because);
            json.WriteString("line", report.Shown(value.Origin, isBefore));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What would have been written to GitHub, and what was left alone on purpose.</summary>
    private static void WriteDone(Utf8JsonWriter json, ReplayedIssue issue)
    {
        json.WriteStartArray("done");
        foreach (var step in issue.Steps)
        {
            var (act, what) = step.Decision.Effect switch
            {
                Effect.AddLabel add => ("add-label", add.Label),
                Effect.RemoveLabel remove => ("remove-label", remove.Label),
                Effect.Assign assign => ("assign", assign.Person.Value),
                Effect.Unassign unassign => ("unassign", unassign.Person.Value),
                Effect.PutComment put => ("comment", put.Facts.State),
                Effect.Tell tell => ("tell", tell.Channel),
                Effect.LeaveAlone alone => ("leave-alone", alone.What),
                _ => ("", ""),
            };
            if (act.Length == 0) continue;
            json.WriteStartObject();
            json.WriteString("at", Time(step.At));
            json.WriteString("act", act);
            json.WriteString("what", what);
            json.WriteString("rule", step.Decision.RuleId);
            json.WriteString("because", step.Decision.Because);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Time(Instant at) => InstantPattern.General.Format(at);
}
