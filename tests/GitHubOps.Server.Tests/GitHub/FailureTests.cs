using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>What GitHub's refusals mean: each kind, and how long to keep still.</summary>
[TestClass]
public class FailureTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    [TestMethod]
    [DataRow(404, "Not Found", RefusalReason.NotFound)]
    [DataRow(410, "This issue was deleted", RefusalReason.Gone)]
    [DataRow(422, "Validation Failed", RefusalReason.Unprocessable)]
    [DataRow(403, "Repository was archived so is read-only.", RefusalReason.Archived)]
    [DataRow(403, "This installation has been suspended", RefusalReason.Suspended)]
    [DataRow(403, "Resource not accessible by integration", RefusalReason.PermissionMissing)]
    [DataRow(403, "Unable to create comment because issue is locked.", RefusalReason.Locked)]
    [DataRow(403, "Forbidden", RefusalReason.Forbidden)]
    [DataRow(400, "Problems parsing JSON", RefusalReason.BadRequest)]
    [DataRow(423, "Locked", RefusalReason.Locked)]
    public void A_refusal_says_its_reason(int status, string message, RefusalReason reason)
    {
        var refused = Read(status, message: message).ShouldBeOfType<GitHubFailure.Refused>();
        refused.Reason.ShouldBe(reason);
        refused.Why.ShouldContain(message);
    }

    [TestMethod]
    public void A_missing_permission_is_named()
    {
        var failure = Read(403, new AnswerSigns(NeededPermissions: "issues=write"),
            "Resource not accessible by integration");
        failure.Why.ShouldEndWith("needed: issues=write");
    }

    [TestMethod]
    [DataRow(403)]
    [DataRow(429)]
    public void A_used_up_budget_waits_for_the_reset_by_GitHubs_own_clock(int status)
    {
        // Our clock is 15 minutes slow; the header's date says so.
        var theirs = Now + Duration.FromMinutes(15);
        var signs = new AnswerSigns(Remaining: 0,
            ResetAtSeconds: (theirs + Duration.FromMinutes(20)).ToUnixTimeSeconds(), Date: theirs);
        var limit = Read(status, signs,
            "API rate limit exceeded for installation ID 31.").ShouldBeOfType<GitHubFailure.RateLimited>();
        (limit.Kind, limit.Until).ShouldBe((LimitKind.Primary, Now + Duration.FromMinutes(20)));
    }

    [TestMethod]
    public void An_archived_repository_is_no_limit_even_with_the_last_request_of_the_hour() =>
        Read(403, new AnswerSigns(Remaining: 0, ResetAtSeconds: Now.ToUnixTimeSeconds() + 60),
            "Repository was archived so is read-only.")
            .ShouldBeOfType<GitHubFailure.Refused>().Reason.ShouldBe(RefusalReason.Archived);

    [TestMethod]
    [DataRow("60", 60)]
    [DataRow("0", 1)]
    [DataRow("-5", 1)]
    [DataRow("99999999999999999999", 3600)]
    [DataRow("Mon, 02 Mar 2026 09:02:00 GMT", 120)]
    [DataRow("Mon, 02 Mar 1996 09:02:00 GMT", 60)]
    [DataRow("Sat, 02 Mar 1996 09:02:00 GMT", 1)]
    [DataRow("soon", 60)]
    [DataRow(null, 60)]
    public void A_call_to_slow_down_is_heeded_within_bounds(string? retryAfter, int seconds)
    {
        var message = "You have exceeded a secondary rate limit.";
        var limit = Read(403, new AnswerSigns(RetryAfter: retryAfter),
            message).ShouldBeOfType<GitHubFailure.RateLimited>();
        (limit.Kind, limit.Until).ShouldBe((LimitKind.Secondary, Now + Duration.FromSeconds(seconds)));
    }

    [TestMethod]
    public void A_reset_that_makes_no_sense_still_ends_within_the_hour()
    {
        foreach (var reset in new long[] { long.MaxValue, long.MinValue, -1, 0, 253_402_300_799 })
        {
            var limit = Read(403, new AnswerSigns(Remaining: 0, ResetAtSeconds: reset),
                "").ShouldBeOfType<GitHubFailure.RateLimited>();
            limit.Until.ShouldBeInRange(Now + Duration.FromSeconds(1), Now + Duration.FromMinutes(61));
        }
    }

    [TestMethod]
    [DataRow(500)]
    [DataRow(502)]
    [DataRow(503)]
    [DataRow(504)]
    public void Trouble_is_uncertain_for_a_write_and_passing_for_a_read(int status)
    {
        Read(status, isWrite: true).ShouldBeOfType<GitHubFailure.Uncertain>();
        Read(status).ShouldBeOfType<GitHubFailure.Transient>();
    }

    [TestMethod]
    [DataRow(HttpRequestError.NameResolutionError)]
    [DataRow(HttpRequestError.ConnectionError)]
    [DataRow(HttpRequestError.SecureConnectionError)]
    public void What_never_left_us_is_certain(HttpRequestError error) =>
        FailureReader.Broken(error, isWrite: true).ShouldBeOfType<GitHubFailure.Transient>();

    [TestMethod]
    [DataRow(HttpRequestError.ResponseEnded)]
    [DataRow(HttpRequestError.Unknown)]
    public void What_broke_on_the_way_is_not(HttpRequestError error)
    {
        FailureReader.Broken(error, isWrite: true).ShouldBeOfType<GitHubFailure.Uncertain>();
        FailureReader.Broken(error, isWrite: false).ShouldBeOfType<GitHubFailure.Transient>();
    }

    [TestMethod]
    [DataRow("""{"message":"Validation Failed","errors":[{"resource":"Label","field":"name","code":"already_exists"}]}""", "Validation Failed (Label name already_exists)")]
    [DataRow("""{"message":"Validation Failed","errors":["too long"]}""", "Validation Failed (too long)")]
    [DataRow("""{"errors":[{"type":"RATE_LIMIT","message":"API rate limit exceeded"}]}""",
        "RATE_LIMIT API rate limit exceeded")]
    [DataRow("<html>", "")]
    [DataRow("[]", "")]
    [DataRow("""{"message":7}""", "")]
    [DataRow("", "")]
    public void GitHubs_sentence_is_found(string body, string message) =>
        FailureReader.ReadMessage(System.Text.Encoding.UTF8.GetBytes(body)).ShouldBe(message);

    [TestMethod]
    public void What_GitHub_repeats_of_a_user_stays_one_short_line()
    {
        var why = Read(422, message: "bad\n\u001b[31m" + new string('x', 5000)).Why;
        why.ShouldNotContain('\n');
        why.ShouldNotContain('\u001b');
        why.Length.ShouldBeLessThan(400);
    }

    private static GitHubFailure Read(
        int status, AnswerSigns? signs = null, string message = "", bool isWrite = false) =>
        FailureReader.Read(status, isWrite, signs ?? new AnswerSigns(), message, Now);
}
