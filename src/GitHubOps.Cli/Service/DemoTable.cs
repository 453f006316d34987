using GitHubOps.Core;
using NodaTime;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace GitHubOps.Cli;

/// <summary>A live picture in the terminal: the clock, the issues that changed last, and what just happened.</summary>
internal sealed class DemoTable(IAnsiConsole console, IReadOnlyDictionary<string, RepoPolicy> policies) : DemoScreen
{
    private const int LinesMax = 8;

    /// <summary>What the columns beside the issue's title take at most.</summary>
    private const int OtherColumns = 112;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (DemoIssue Issue, long Order)> rows = new(StringComparer.Ordinal);
    private readonly Queue<string> lines = new();
    private LiveDisplayContext? live;
    private Instant now;
    private long order;

    /// <summary>Shows the picture for as long as the work takes.</summary>
    public Task RunAsync(Func<Task> work) =>
        console.Live(new Text("")).AutoClear(false).Overflow(VerticalOverflow.Crop).StartAsync(async context =>
    {
        live = context;
        try
        {
            await work();
        }
        finally
        {
            Draw();
            live = null;
        }
    });

    public override void Show(DemoChange change)
    {
        lock (gate)
        {
            now = change.At;
            if (change.Issue is { } issue) rows[issue.ToString()] = (issue, ++order);
            Add($"{Clock.Format(change.At)}  {change.Text}");
        }

        Draw();
    }

    public override void Say(string text)
    {
        if (live is null)
        {
            console.WriteLine(text);
            return;
        }

        lock (gate) Add(text);
        Draw();
    }

    public override void Tick(Instant now)
    {
        lock (gate) this.now = now;
        Draw();
    }

    private void Add(string line)
    {
        lines.Enqueue(line);
        while (lines.Count > LinesMax) lines.Dequeue();
    }

    private void Draw()
    {
        if (live is not { } context) return;
        lock (gate) context.UpdateTarget(Picture());
        context.Refresh();
    }

    private IRenderable Picture()
    {
        var table = new Table().Border(TableBorder.Simple).Title($"[bold]{Clock.Format(now).EscapeMarkup()}[/]");
        foreach (var column in (string[])["repository", "issue", "area", "severity", "assignee", "due", "state"])
            table.AddColumn(new TableColumn(column).NoWrap());
        var room = Math.Max(5, console.Profile.Height - LinesMax - 8);
        var newest = rows.Values.OrderByDescending(r => r.Order).Take(room).Select(r => r.Issue);
        foreach (var issue in newest.OrderBy(i => i.Repo, StringComparer.Ordinal).ThenBy(i => i.Number))
            table.AddRow([.. Cells(issue)]);
        var feed = lines.Select(line => new Text(Cut(line, console.Profile.Width - 1), new Style(Color.Grey)));
        return new Rows(table, new Rows(feed));
    }

    private IEnumerable<IRenderable> Cells(DemoIssue issue)
    {
        var facts = issue.Facts;
        yield return Plain(issue.Repo[(issue.Repo.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        yield return Plain(Cut($"#{issue.Number} {issue.Title}", Math.Max(4, console.Profile.Width - OtherColumns)));
        yield return Plain(issue.Area ?? "");
        yield return Coloured(issue.Severity, issue.Severity switch
        {
            "s1" => Color.Red,
            "s2" => Color.Yellow,
            _ => Color.Default,
        });
        yield return Plain(string.Join(", ", issue.Assignees));
        var zone = DemoChange.ZoneOf(issue.Repo, policies);
        yield return Plain(facts?.DueAt is { } due ? HumanTime.DueText(due, zone) : "");
        yield return Coloured(facts?.State, facts?.State switch
        {
            "late" => Color.Red,
            "answered" or "closed" => Color.Green,
            _ => Color.Default,
        });
    }

    private static string Cut(string text, int width) =>
        text.Length <= width ? text : text[..Math.Max(0, width - 1)] + "…";

    private static Text Plain(string text) => new(text);

    private static Text Coloured(string? text, Color color) => new(text ?? "", new Style(color));
}
