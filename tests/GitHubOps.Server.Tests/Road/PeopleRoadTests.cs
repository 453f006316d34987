using System.Collections.Immutable;
using GitHubOps.Core;
using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>
/// Who is away, full or muted, and who swapped: from a person's comment to whom GitHub shows as assignee.
/// </summary>
[TestClass]
public class PeopleRoadTests
{
    private static readonly Duration AMinute = Duration.FromMinutes(1);

    [TestMethod]
    public async Task Who_has_the_shift_and_is_away_is_passed_over_until_they_are_back()
    {
        await using var road = await Road.BeginAsync();
        var holder = await OpenAsync(road);
        await SayAsync(road, holder, "/away 11-02..11-06");
        var next = await OpenAsync(road);
        next.ShouldNotBe(holder);
        (await JournalAsync(road)).ShouldContain(
            because => because.Contains($"({holder} is away until Sat 7 Nov, 00:00 (Los Angeles))",
                StringComparison.Ordinal));
        await SayAsync(road, holder, "/back");
        (await OpenAsync(road)).ShouldBe(holder);
    }

    [TestMethod]
    public async Task Who_holds_as_many_issues_as_the_rotation_allows_gets_no_more()
    {
        await using var road =
            await Road.BeginAsync(ops => ops.Replace("at_most: 6", "at_most: 1", StringComparison.Ordinal));
        var holder = await OpenAsync(road);
        (await OpenAsync(road)).ShouldNotBe(holder);
        (await JournalAsync(road)).ShouldContain(
            because => because.Contains($"{holder} has 1 open issues, at most 1", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task Who_is_muted_is_passed_over_and_can_be_assigned_by_hand()
    {
        await using var road = await Road.BeginAsync();
        var holder = await OpenAsync(road);
        await SayAsync(road, holder, "/mute");
        (await OpenAsync(road)).ShouldNotBe(holder);
        await SayAsync(road, "ana", $"/assign {holder}");
        Last(road).AssigneeLogins.ShouldBe([holder]);
        await SayAsync(road, holder, "/unmute");
        (await OpenAsync(road)).ShouldBe(holder);
    }

    [TestMethod]
    public async Task Where_nobody_is_left_the_lead_of_the_area_gets_it_and_the_gap_is_shown()
    {
        await using var road =
            await Road.BeginAsync(
                ops => ops.Replace("of: factory-team, ", "of: factory-triage, ", StringComparison.Ordinal));
        await OpenAsync(road);
        (await road.Store.StatusAsync(road.Now)).Gaps.ShouldBeEmpty();
        foreach (var one in (string[])["ben", "chidi", "dee"]) await SayAsync(road, one, "/away 11-02..11-06");
        (await OpenAsync(road)).ShouldBe("ana", "she leads publishing");
        (await road.Store.StatusAsync(road.Now)).Gaps.ShouldHaveSingleItem()
            .ShouldStartWith($"{Road.Repo}: nobody of triage could take it (");
    }

    [TestMethod]
    public async Task A_stranger_can_say_nothing_of_themselves()
    {
        await using var road = await Road.BeginAsync();
        await OpenAsync(road);
        (await SayAsync(road, "contributor", "/away 11-02..11-06")).Reactions.Select(one => one.Content)
            .ShouldBe(["confused"]);
        (await SayAsync(road, "contributor", "/mute")).Reactions.Select(one => one.Content).ShouldBe(["confused"]);
        road.ChangeStore(db => Dapper.SqlMapper.ExecuteScalar<long>(db, "SELECT COUNT(*) FROM sayings")).ShouldBe(0);
    }

    /// <summary>The holder's Tuesday to Saturday; from Sunday on the rota is as it was.</summary>
    [TestMethod]
    public async Task After_a_swap_and_a_yes_schedule_and_calendar_show_it_and_the_rota_returns_by_itself()
    {
        await using var road = await Road.BeginAsync();
        var holder = await OpenAsync(road);
        var other = holder == "dee" ? "chidi" : "dee";
        var asked = await SayAsync(road, holder, $"/swap @{other} 2026-11-03..07");
        asked.Reactions.Select(one => one.Content).ShouldBe(["+1"]);
        (await road.OurCommentsAsync(Last(road))).ShouldHaveSingleItem().Body
            .ShouldContain(
                $"{holder} asks **{other}** to take the triage shift on 2026-11-03..2026-11-07: `/yes` or `/no` by");
        OnCallAt(road, 4).ShouldBe(holder, "they have not agreed yet");
        await SayAsync(road, other, "/yes");
        OnCallAt(road, 2).ShouldBe(holder);
        OnCallAt(road, 3).ShouldBe(other);
        OnCallAt(road, 7).ShouldBe(other);
        OnCallAt(road, 8).ShouldBe(holder);
        Ics(road).ShouldContain(
            $"SUMMARY:triage: {other}\r\nDESCRIPTION:{other} has it instead of {holder}\\, as they agreed");
        await road.RunAsync(Duration.FromDays(1));
        (await OpenAsync(road)).ShouldBe(other, "it is Tuesday");
        await road.RunAsync(Duration.FromDays(5));
        (await OpenAsync(road)).ShouldBe(holder, "it is Sunday");
    }

    [TestMethod]
    public async Task Without_a_yes_the_rota_stays_as_it_is()
    {
        await using var road = await Road.BeginAsync();
        var holder = await OpenAsync(road);
        var other = holder == "dee" ? "chidi" : "dee";
        await SayAsync(road, holder, $"/swap {other} 2026-11-03..07");
        await SayAsync(road, other, "/no");
        OnCallAt(road, 4).ShouldBe(holder);
        (await SayAsync(road, other, "/yes")).Reactions.Select(one => one.Content).ShouldBe(["confused"]);
        OnCallAt(road, 4).ShouldBe(holder);
    }

    [TestMethod]
    public async Task A_change_of_the_roster_waits_for_the_next_hand_off()
    {
        await using var road = await Road.BeginAsync();
        var holder = await OpenAsync(road);
        string[] rest = [.. ((string[])["dee", "chidi", "ben", "ana"]).Where(one => one != holder)];
        var before = OnCallAt(road, 1);
        await road.GitHub.As("ana").PushFileAsync(Road.Repo, "OWNERS_ALIASES",
            $"aliases:\n  factory-team: [{string.Join(", ", rest)}, {holder}]\n");
        await road.RunAsync(AMinute);
        (await OpenAsync(road)).ShouldBe(holder);
        OnCallAt(road, 1).ShouldBe(before, "the past has not moved");
        for (var week = 0; week < rest.Length; week++) OnCallAt(road, 10 + (7 * week)).ShouldBe(rest[week]);
        OnCallAt(road, 10 + (7 * rest.Length)).ShouldBe(holder);
    }

    private static SandboxIssue Last(Road road) =>
        road.GitHub.World.Repository(Road.Repo).Issues.Values.MaxBy(issue => issue.Number)!;

    /// <summary>A new issue; answers who has it.</summary>
    private static async Task<string> OpenAsync(Road road)
    {
        var issue = await road.OpenFormAsync();
        await road.RunAsync(AMinute);
        return issue.AssigneeLogins.ShouldHaveSingleItem();
    }

    private static async Task<SandboxComment> SayAsync(Road road, string who, string text)
    {
        var comment = await road.GitHub.As(who).CommentAsync(Last(road), text);
        await road.RunAsync(AMinute);
        return comment;
    }

    private static async Task<List<string>> JournalAsync(Road road) =>
        [.. (await road.Store.JournalAsync(new IssueId(Last(road).Id))).Select(row => row.Because)];

    private static RotationDefinition Triage(Road road, RotationMemory memory)
    {
        var input =
            road.Store.PolicyAsync(new RepoId(road.GitHub.World.Repository(Road.Repo).Id)).GetAwaiter().GetResult()!;
        var policy = PolicyReader.Read(System.Text.Json.JsonSerializer.Deserialize(
            BodyCodec.Expand(input.Input, input.InputBytes), PolicyInputJson.Default.PolicyInput)!).Policy!;
        return memory.In(policy).Rotations["triage"];
    }

    private static (ImmutableArray<Absence> Absences, RotationMemory Memory) Known(Road road) =>
        SqliteRota.Read(road.DatabasePath, new RepoName("acme", "dashboard-factory")).ShouldNotBeNull();

    /// <summary>At noon in Los Angeles of a day of November.</summary>
    private static string? OnCallAt(Road road, int day)
    {
        var known = Known(road);
        var noon = Instant.FromUtc(2026, 11, 1, 20, 0) + Duration.FromDays(day - 1);
        return OnCall.At(Triage(road, known.Memory), noon, known.Absences).Person?.Value;
    }

    private static string Ics(Road road)
    {
        var known = Known(road);
        var triage = Triage(road, known.Memory);
        var shifts = OnCall.Between(triage, road.Now, road.Now + Duration.FromDays(14), known.Absences);
        return IcsShifts.Write("triage", shifts.Select(stretch => (triage.Name, stretch)), road.Now)
            .Replace("\r\n ", "", StringComparison.Ordinal);
    }
}
