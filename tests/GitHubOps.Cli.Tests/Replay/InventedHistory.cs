using System.Globalization;
using System.Text.Json.Nodes;
using GitHubOps.Tests;

namespace GitHubOps.Cli.Tests;

/// <summary>
/// Sixty days and three dozen issues of the factory as a backup holds them, from before our App: people labelled,
/// answered, assigned and closed by hand, well and badly.
/// </summary>
internal sealed class InventedHistory : IDisposable
{
    private const int Issues = 36;

    private static readonly DateTimeOffset Start = new(2026, 8, 3, 15, 0, 0, TimeSpan.Zero);
    private static readonly string[] Authors = ["reader-one", "reader-two", "reader-three", "ben"];
    private static readonly string[] Team = ["ana", "ben", "chidi", "dee"];
    private static readonly string[] Areas = ["quickstarts", "dashboards", "publishing", "pipeline", "I don't know"];
    private static readonly string[] Impacts =
    [
        "Template does not load", "Something looks wrong, but I can work", "Published numbers are wrong",
        "A wish or a detail",
    ];

    private static readonly (string Title, string Body)[] Blanks =
    [
        ("The chart has no legend", "The tile shows numbers, nobody knows of what."),
        ("Where is the gallery?", "I cannot find how to publish."),
        ("It is slow", "Since Tuesday."),
        ("The renderer fails", "File scripts/render, line 12: no such fixture."),
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("replay-").FullName;

    public InventedHistory()
    {
        CopyFactory();
        Directory.CreateDirectory(PathTo("backup/issues"));
        for (var number = 1; number <= Issues; number++)
            File.WriteAllText(PathTo($"backup/issues/{number}.json"), IssueOf(number).ToJsonString());
    }

    /// <summary>Stands for the place where somebody works: the factory's checkout with a backup beside it.</summary>
    public string Root => folder;

    public string PathTo(string path) => Path.Combine(folder, path);

    /// <summary>The factory's own file with something changed.</summary>
    public void WriteOps(string name, params (string Old, string New)[] changes)
    {
        var text = File.ReadAllText(PathTo("factory/.github/ops.yml"));
        foreach (var (old, fresh) in changes)
        {
            text.ShouldContain(old);
            text = text.Replace(old, fresh, StringComparison.Ordinal);
        }

        File.WriteAllText(PathTo(name), text);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void CopyFactory()
    {
        foreach (var (from, to) in ((string, string)[])[("dashboard-factory", "factory"), (".github", ".github")])
        {
            var source = Checkout.PathTo("docs", "examples", "acme", from);
            foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(folder, to, Path.GetRelativePath(source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }
    }

    private static JsonObject IssueOf(int number)
    {
        var opened = Start.AddHours(40 * (number - 1));
        var isForm = number % 3 != 0;
        var (title, body) = isForm ? ($"Template {number} misbehaves", FormBody(number))
            : Blanks[number / 3 % Blanks.Length];
        var events = new JsonArray();
        var comments = new JsonArray();
        var labels = new SortedSet<string>(StringComparer.Ordinal);
        var assignee = number % 5 == 0 ? Team[number / 5 % 4] : null;
        if (number % 2 == 0) PutOn($"sev/s{(number / 2 % 4) + 1}", 5);
        if (number % 4 == 1) PutOn("area/" + Areas[number / 4 % 4], 6);
        if (assignee is not null)
            events.Add(Event(number, "assigned", "ana", opened.AddHours(7), "assignee", "login", assignee));
        if (number % 3 == 1) comments.Add(Comment(number, Team[number % 4], opened.AddHours(2 + (number % 7 * 9))));
        var closed = number % 6 == 0 ? (DateTimeOffset?)null : opened.AddDays(2 + (number % 9));
        if (closed is { } at) events.Add(Event(number, "closed", "dee", at, null, "", ""));
        return new JsonObject
        {
            ["id"] = 880_000 + number, ["number"] = number, ["title"] = title, ["body"] = body,
            ["state"] = closed is null ? "open" : "closed", ["state_reason"] = closed is null ? null : "completed",
            ["user"] = User(Authors[number % Authors.Length]), ["comments"] = comments.Count, ["locked"] = false,
            ["labels"] = new JsonArray([.. labels.Select(label => new JsonObject { ["name"] = label })]),
            ["assignees"] = assignee is null ? new JsonArray() : new JsonArray(User(assignee)),
            ["created_at"] = Time(opened), ["updated_at"] = Time(closed ?? opened.AddDays(1)),
            ["closed_at"] = closed is { } end ? Time(end) : null,
            ["repository_url"] = "https://api.github.com/repos/acme/dashboard-factory",
            ["event_data"] = events, ["comment_data"] = comments,
        };

        void PutOn(string label, int hours)
        {
            labels.Add(label);
            events.Add(Event(number, "labeled", Team[number % 4], opened.AddHours(hours), "label", "name", label));
        }
    }

    private static string FormBody(int number)
    {
        (string Label, string Answer)[] answers =
        [
            ("Area", Areas[number % 5]), ("Template", "examples/dashboards/revenue-weekly"),
            ("Impact", Impacts[number % 4]), ("Version", "_No response_"), ("What happened?", "It stays empty."),
            ("Messages", "_No response_"),
        ];
        return string.Join("\n\n", answers.Select(answer => $"### {answer.Label}\n\n{answer.Answer}"));
    }

    private static JsonObject Event(
        int number, string kind, string who, DateTimeOffset at, string? subject, string field, string value)
    {
        var json = new JsonObject
        {
            ["id"] = (number * 100L) + kind.Length + at.Hour, ["event"] = kind, ["actor"] = User(who),
            ["created_at"] = Time(at),
        };
        if (subject is not null) json[subject] = new JsonObject { [field] = value };
        return json;
    }

    private static JsonObject Comment(int number, string who, DateTimeOffset at) => new()
    {
        ["id"] = 990_000 + number, ["user"] = User(who), ["body"] = "We are looking at it.",
        ["created_at"] = Time(at), ["updated_at"] = Time(at),
    };

    private static JsonObject User(string login) =>
        new() { ["login"] = login, ["id"] = login.Sum(c => (long)c), ["type"] = "User" };

    private static string Time(DateTimeOffset at) =>
        at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
