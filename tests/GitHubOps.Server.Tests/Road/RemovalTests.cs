using System.Globalization;
using System.IO.Compression;
using System.Text;
using Dapper;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>An account has uninstalled the App, and its time is over: what does the store still know of it?</summary>
[TestClass]
public class RemovalTests
{
    private static readonly string[] Names =
        ["acme", "dashboard-factory", "contributor", "template is broken", "chidi", "noor", "omar"];

    [TestMethod]
    public async Task Seven_days_after_the_App_was_uninstalled_no_name_of_the_account_is_in_the_store()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(3));
        await road.GitHub.As("chidi").CommentAsync(issue, "/away 12-20..01-05");
        await road.GitHub.As("noor").CommentAsync(issue, "The template is broken for omar too.");
        await road.RunAsync(Duration.FromMinutes(3));
        await road.GitHub.As("ana").UninstallAppAsync(road.GitHub.World.Installations.Single());
        await road.RunAsync(Duration.FromMinutes(3));
        road.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromHours(1));
        await road.RunAsync(Duration.FromMinutes(1));
        var before = Everything(road);
        Names[..5].ShouldAllBe(name => before.Contains(name, StringComparison.OrdinalIgnoreCase),
            "or the look into the store sees nothing");
        road.Time.Advance(TimeSpan.FromHours(2));
        await road.RunAsync(Duration.FromMinutes(1));
        var after = Everything(road);
        Names.Where(name => after.Contains(name, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty(after);
        (await road.Store.IssueAsync(new IssueId(issue.Id))).ShouldBeNull();
        (await road.Store.MissedCountAsync()).ShouldBe(0, "the ids in the store still tell what GitHub's log has");
    }

    /// <summary>Every value of every table as text, payloads expanded.</summary>
    private static string Everything(Road road)
    {
        using var db = road.OpenDatabase();
        var text = new StringBuilder();
        foreach (var table in db.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table'").ToList())
        {
            foreach (IDictionary<string, object?> row in db.Query($"SELECT * FROM {table}"))
                text.AppendLine(table + ": " + string.Join(" | ", row.Values.Select(Text)));
        }

        return text.ToString();
    }

    private static string Text(object? value)
    {
        if (value is not byte[] compressed) return Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        using var stream = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var expanded = new StreamReader(stream);
        return expanded.ReadToEnd();
    }
}
