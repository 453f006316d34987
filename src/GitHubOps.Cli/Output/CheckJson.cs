using System.Text.Json;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// The report for programs, schema <c>githubops.runbooks/1</c>: keys are added, never renamed, within a version.
/// </summary>
internal static class CheckJson
{
    public const string Schema = "githubops.runbooks/1";

    public static void Write(TextWriter into, RunbookVerdict verdict) => ProblemJson.Write(into, json =>
    {
        WriteHead(json, verdict);
        WriteRunbooks(json, verdict.Report.Facts);
        WriteFindings(json, verdict.Report);
        ProblemJson.WriteAll(json, "policy_problems", verdict.Survey.PolicyProblems);
        json.WriteStartArray("notes");
        foreach (var note in verdict.Survey.Notes) json.WriteStringValue(note);
        json.WriteEndArray();
    });

    private static void WriteHead(Utf8JsonWriter json, RunbookVerdict verdict)
    {
        var (report, facts) = (verdict.Report, verdict.Report.Facts);
        json.WriteString("schema", Schema);
        json.WriteString("verdict", verdict.Word);
        json.WriteString("today", RunbookAge.Date(facts.Today));
        json.WriteStartObject("change");
        json.WriteString("state",
            facts.Touch switch { RunbookTouch.Known => "known", RunbookTouch.Unknown => "unknown", _ => "none" });
        if (facts.Touch is RunbookTouch.Known known)
        {
            json.WriteString("base", known.Base);
            json.WriteNumber("paths", known.Paths.Count);
        }

        if (facts.Touch is RunbookTouch.Unknown unknown) json.WriteString("reason", unknown.Reason);
        json.WriteEndObject();
        json.WriteStartObject("policy");
        json.WriteString("file", facts.Policy.File);
        json.WriteString("in", facts.Policy.In);
        json.WriteString("verify_every", facts.Policy.VerifyEvery?.Text);
        json.WriteBoolean("gate_on_touch", facts.Policy.GateOnTouch);
        json.WriteEndObject();
        json.WriteStartObject("counts");
        json.WriteNumber("runbooks", facts.Runbooks.Length);
        json.WriteNumber("stale", report.StaleCount);
        json.WriteNumber("unknown", report.UnknownCount);
        json.WriteNumber("exempt", report.ExemptCount);
        json.WriteNumber("errors", report.AtLeast(ProblemLevel.Error).Count());
        json.WriteNumber("warnings", report.Findings.Count(x => x.Problem.Level == ProblemLevel.Warning));
        json.WriteNumber("git_processes", verdict.Survey.GitProcesses);
        json.WriteEndObject();
    }

    private static void WriteRunbooks(Utf8JsonWriter json, RunbookFacts facts)
    {
        json.WriteStartArray("runbooks");
        foreach (var runbook in facts.Runbooks)
        {
            json.WriteStartObject();
            json.WriteString("path", runbook.Path);
            json.WriteString("title", runbook.Runbook?.Title);
            json.WriteString("owner", runbook.Runbook?.Owner);
            // Whether they can see the repository is known to GitHub alone; the service judges it.
            json.WriteString("owner_state", RunbookWords.Of(OwnerOf(runbook, facts)));
            json.WriteString("severity", runbook.Runbook is { } known
                ? RunbookWords.Of(RunbookPolicy.SeverityOf(known)) : null);
            json.WriteString("state", runbook.Runbook is { } it ? RunbookWords.Of(it.State) : "unknown");
            json.WriteString("reviewed_on", runbook.Runbook?.Review?.On is { } on ? RunbookAge.Date(on) : null);
            json.WriteString("reviewed_by", runbook.Runbook?.Review?.By);
            json.WriteString("kind", runbook.Runbook?.Review?.Kind is { } kind ? RunbookWords.Of(kind) : null);
            json.WriteString("age", RunbookWords.Of(runbook.Age.State));
            json.WriteString("due", runbook.Age.Due is { } due ? RunbookAge.Date(due) : null);
            json.WriteString("overdue_from", runbook.Age.OverdueFrom is { } overdue ? RunbookAge.Date(overdue) : null);
            json.WriteString("because", runbook.Age.Arithmetic);
            json.WriteBoolean("related", runbook.Related);
            json.WriteStartArray("touched");
            foreach (var path in runbook.TouchedPaths.Take(100)) json.WriteStringValue(path);
            json.WriteEndArray();
            json.WriteNumber("touched_count", runbook.TouchedPaths.Length);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static OwnerState OwnerOf(RunbookCase runbook, RunbookFacts facts) =>
        runbook.Runbook?.Owner is { } owner && facts.HostedOwners.GetValueOrDefault(owner)?.State is { } said &&
        said != HostedOwnerState.Unreadable
            ? said == HostedOwnerState.Known ? OwnerState.Verified : OwnerState.Undefined
            : facts.People?.StateOf(runbook.Runbook?.Owner) ?? OwnerState.Unverified;

    private static void WriteFindings(Utf8JsonWriter json, RunbookReport report)
    {
        json.WriteStartArray("findings");
        foreach (var finding in report.Findings)
        {
            json.WriteStartObject();
            ProblemJson.Write(json, finding.Problem);
            json.WriteString("axis", RunbookWords.Of(finding.Axis));
            json.WriteString("runbook", finding.Runbook);
            json.WriteBoolean("related", finding.Related);
            json.WriteString("exempt_until", finding.Exempt is { } entry ? RunbookAge.Date(entry.Expires) : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
