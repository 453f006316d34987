using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Server;

/// <summary>Marks connections that came in by the loopback listener.</summary>
internal sealed class StatusDoor;

/// <summary>Health and figures, on the loopback listener only: no payloads, no secrets.</summary>
internal sealed class StatusPage(Store store, BytesInFlight unverified, ServiceHealth health, TimeProvider time)
{
    /// <summary>The process answers.</summary>
    public static Task LiveAsync(HttpContext http) => http.Response.WriteAsync("ok\n");

    /// <summary>Deliveries can be stored.</summary>
    public async Task ReadyAsync(HttpContext http)
    {
        var reason = await store.WhyNotWritableAsync();
        health.ReportStore(reason);
        var canStore = reason is null;
        http.Response.StatusCode = canStore ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await http.Response.WriteAsJsonAsync(
            new Readiness(
                canStore, health.Problems), StatusJson.Default.Readiness, contentType: null, http.RequestAborted);
    }

    public async Task StatusAsync(HttpContext http)
    {
        var now = time.Now();
        var stored = await store.StatusAsync(now);
        var status = new Status
        {
            Now = Text(now),
            Inbox = stored.Inbox,
            Outbox = stored.Outbox,
            Checks = stored.Checks,
            Messages = stored.Messages,
            OldestWaitingSeconds = stored.OldestWaitingAtMs is { } oldest ? (
                now.ToUnixTimeMilliseconds() - oldest) / 1000 : null,
            Alarms = stored.Alarms,
            NextAlarm = Text(stored.NextAlarmAtMs),
            NextDue = Text(stored.NextDueAtMs),
            UnverifiedBytes = unverified.Held,
            Stopped = [.. (await store.StopsAsync()).Select(
                s => $"{s.Repository ?? "every repository"}: by {s.StoppedBy} since {Text(s.StoppedAtMs)}")],
            Blocked = [.. stored.Blocked.Select(
                b => new Blocked(b.InstallationId, b.Account, b.State, Text(b.BlockedUntilAtMs), b.BlockedBecause,
                    b.ParkedBecause))],
            DeadLetters = [.. stored.DeadLetters.Select(
                d => new Dead(d.Box, d.Id, d.DeliveryId, d.Event, FirstLine(d.Reason), Text(d.FinishedAtMs)))],
            SetupFailures = stored.SetupFailures,
            CheckFailures = stored.CheckFailures,
            Undelivered = stored.Undelivered,
            Unassignable = stored.Unassignable,
            Gaps = stored.Gaps,
            Recovery = await RecoveryAsync(),
            Problems = health.Problems,
        };
        await http.Response.WriteAsJsonAsync(status, StatusJson.Default.Status, contentType: null, http.RequestAborted);
    }

    private async Task<Recovery> RecoveryAsync()
    {
        var reports = await store.RecoveryReportsAsync();
        return new Recovery(await store.MissedCountAsync(), await store.RecoveredCountAsync(),
            [.. reports.Select(Text)]);
    }

    private static string Text(RecoveryReport report)
    {
        var (from, until) = (Text(report.GapFromAtMs), Text(report.GapUntilAtMs));
        var swept = report.FinishedAtMs is null ? "are being swept" : "were swept";
        return $"deliveries from {from} to {until} could not be recovered; {report.Issues} issues {swept}";
    }

    private static string? Text(long? ms) => ms is > 0 and var at ? Text(Instant.FromUnixTimeMilliseconds(at)) : null;

    private static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    private static string FirstLine(string reason) => reason.Split('\n')[0];

    internal sealed record Readiness(bool CanStore, IReadOnlyList<string> Problems);

    internal sealed record Blocked(long Installation, string Account, string State, string? Until, string? Because,
        string? MissingPermission);

    internal sealed record Dead(string Box, long Id, string? Delivery, string? Event, string Reason, string? At);

    /// <param name="Missed">Deliveries of GitHub's log that are still to be fetched.</param>
    internal sealed record Recovery(long Missed, long Recovered, IReadOnlyList<string> Reports);

    internal sealed record Status
    {
        public required string Now { get; init; }
        public required IReadOnlyDictionary<string, long> Inbox { get; init; }
        public required IReadOnlyDictionary<string, long> Outbox { get; init; }

        /// <summary>Commits to be judged.</summary>
        public required IReadOnlyDictionary<string, long> Checks { get; init; }

        /// <summary>What is said outside of GitHub.</summary>
        public required IReadOnlyDictionary<string, long> Messages { get; init; }
        public required long? OldestWaitingSeconds { get; init; }
        public required long Alarms { get; init; }
        public required string? NextAlarm { get; init; }
        public required string? NextDue { get; init; }
        public required long UnverifiedBytes { get; init; }

        /// <summary>Where somebody has stopped all writing: <c>acme/app: by ana since …</c>.</summary>
        public required IReadOnlyList<string> Stopped { get; init; }
        public required IReadOnlyList<Blocked> Blocked { get; init; }
        public required IReadOnlyList<Dead> DeadLetters { get; init; }
        public required IReadOnlyList<string> SetupFailures { get; init; }

        /// <summary>Commits that could not be judged: <c>acme/app 1a2b3c4: why</c>.</summary>
        public required IReadOnlyList<string> CheckFailures { get; init; }

        /// <summary>Channels that did not take what was to be said, how much, and why: <c>ops-chat: 3: …</c>.</summary>
        public required IReadOnlyList<string> Undelivered { get; init; }

        /// <summary>Named by a policy, not to be assigned there: rules pass them over.</summary>
        public required IReadOnlyList<string> Unassignable { get; init; }

        /// <summary>Rotations and owners of whom nobody could take an issue in the last week.</summary>
        public required IReadOnlyList<string> Gaps { get; init; }
        public required Recovery Recovery { get; init; }
        public required IReadOnlyList<string> Problems { get; init; }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(StatusPage.Status))]
[JsonSerializable(typeof(StatusPage.Readiness))]
internal sealed partial class StatusJson : JsonSerializerContext;
