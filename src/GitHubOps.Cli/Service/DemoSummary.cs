using System.Collections.Immutable;
using System.Text.Json;
using GitHubOps.Core;
using GitHubOps.Sandbox;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Cli;

/// <summary>What came of the demo, counted on GitHub's side.</summary>
internal sealed record DemoSummary(
    ImmutableArray<DemoIssue> Issues, ImmutableArray<DemoHead> Heads, ImmutableArray<string> Problems, TimeSpan Took)
{
    private static readonly TimeSpan Opening = TimeSpan.FromMinutes(2);

    public bool IsOk => Problems.IsEmpty;

    public string Words =>
        $"{Issues.Length} issues in {Issues.Select(i => i.Repo).Distinct().Count()} repositories, " +
        $"{Issues.Sum(i => i.BotComments.Length)} comments, " +
        $"{Heads.Sum(head => head.Runs.Length)} check runs, " +
        $"{Took.TotalSeconds:0.0} s: {(IsOk ? "every check passed" : $"{Problems.Length} checks failed")}";

    /// <param name="sandbox">GitHub.</param>
    /// <param name="repositories">What was planted there.</param>
    /// <param name="heads">Of the script's pull requests.</param>
    /// <param name="took">In real time.</param>
    public static DemoSummary Of(
        GitHubSandbox sandbox, ExampleRepositories repositories, ImmutableArray<DemoHead> heads, TimeSpan took)
    {
        var issues = sandbox.World.Repositories.OrderBy(r => r.FullName, StringComparer.Ordinal)
            .SelectMany(r => r.Issues.Values)
            .Select(issue => DemoIssue.Of(sandbox, issue) with
            {
                WritesOnOpen = sandbox.Ledger.WritesFor(issue).Count(w => w.At < issue.CreatedAt + Opening),
            })
            .ToImmutableArray();
        return new DemoSummary(issues, heads,
            [.. DemoChecks.Judge(issues, repositories.Policies), .. DemoChecks.Judge(heads, repositories.CanBeObeyed)],
            took);
    }

    public string ToJson() => Json(writer =>
    {
        writer.WriteBoolean("ok", IsOk);
        writer.WriteNumber("seconds", Math.Round(Took.TotalSeconds, 2));
        writer.WriteStartArray("issues");
        foreach (var issue in Issues)
        {
            writer.WriteStartObject();
            Write(writer, issue);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("checks");
        foreach (var head in Heads)
            foreach (var run in head.Runs) Write(writer, head, run);
        writer.WriteEndArray();
        WriteList(writer, "problems", Problems);
    });

    /// <summary>A line of <c>--json</c> for a change of one issue.</summary>
    public static string LineOf(Instant at, DemoIssue issue) => Json(writer =>
    {
        writer.WriteString("at", InstantPattern.General.Format(at));
        Write(writer, issue);
    });

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, DemoIssue issue)
    {
        var facts = issue.Facts;
        writer.WriteString("repo", issue.Repo);
        writer.WriteNumber("number", issue.Number);
        writer.WriteString("title", issue.Title);
        writer.WriteString("openedBy", issue.OpenedBy);
        WriteList(writer, "labels", issue.Labels);
        writer.WriteString("area", issue.Area);
        writer.WriteString("severity", issue.Severity);
        WriteList(writer, "assignees", issue.Assignees);
        writer.WriteNumber("comments", issue.BotComments.Length);
        writer.WriteString("dueAt", facts?.DueAt is { } due ? InstantPattern.General.Format(due) : null);
        writer.WriteString("state", facts?.State);
        writer.WriteNumber("writesOnOpen", issue.WritesOnOpen);
        WriteList(writer, "decidedBy", facts?.DecidedBy ?? []);
    }

    private static void Write(Utf8JsonWriter writer, DemoHead head, SandboxCheckRun run)
    {
        writer.WriteStartObject();
        writer.WriteString("repo", head.Repo);
        writer.WriteNumber("pull", head.Number);
        writer.WriteString("head", head.Sha);
        writer.WriteString("name", run.Name);
        writer.WriteString("conclusion", run.Conclusion);
        writer.WriteString("title", run.Title);
        WriteList(writer, "annotations",
            DemoHead.Annotations(run).Select(one => $"{one.Path}:{one.Line}: {one.Message}"));
        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
