using System.Text.Json;
using NodaTime;
using static GitHubOps.Core.Tests.VectorFile;

namespace GitHubOps.Core.Tests;

/// <content>Kinds about what happens on an issue.</content>
internal static partial class VectorKinds
{
    // The clock of the first answer, stopped by the earliest act that counts as one.
    private static void FirstAnswer(Vector v)
    {
        var author = Person(v.Input, "author");
        var ignored = People(v.Input.GetProperty("ignore_users")).ToHashSet();
        var started = v.Input.GetProperty("ready_for_review_at") is { ValueKind: JsonValueKind.String }
            ? At(v, "ready_for_review_at") : At(v, "created");
        var clock = ClockTransitions.Start(Metric.Respond, Calendars.Target("1d"), null, started);
        var answer = Acts(v).Where(act => FirstResponse.Counts(act, author, started, by => !ignored.Contains(by)))
            .Min(act => act.At);
        if (answer is { } at) clock = clock.Stop(at, null);
        double? seconds = clock.IsOver ? clock.Elapsed(clock.StoppedAt!.Value, null).TotalSeconds : null;
        var expected = v.Expect.GetProperty("seconds");
        seconds.ShouldBe(expected.ValueKind == JsonValueKind.Null ? null : expected.GetDouble());
    }

    private static IEnumerable<PublicAct> Acts(Vector v) =>
        from kind in (string[])["comments", "reviews"]
        where v.Input.TryGetProperty(kind, out _)
        from act in v.Input.GetProperty(kind).EnumerateArray()
        select new PublicAct(Person(act, "by"),
            act.GetProperty("at") is { ValueKind: JsonValueKind.String } at ? ToInstant(at.GetString()!) : null,
            act.TryGetProperty("bot", out var bot) && bot.ValueKind == JsonValueKind.True);

    // Each step some time after the one before, counted from the start alone; an acknowledgement stops the clock.
    private static void EscalationTimeline(Vector v)
    {
        var clock = ClockTransitions.Start(Metric.Respond, Calendars.Target("1d"), null, Epoch);
        if (v.Input.GetProperty("acked_at_min") is { ValueKind: JsonValueKind.Number } acked)
            clock = clock.Stop(Epoch + Duration.FromMinutes(acked.GetDouble()), null);
        var steps = v.Input.GetProperty("steps").EnumerateArray().ToList();
        var (used, told) = (Duration.Zero, new List<(double, string)>());
        for (var loop = 0; loop <= v.Input.GetProperty("repeat").GetInt32(); loop++)
        {
            foreach (var step in steps)
            {
                var at = clock.InstantAt(used, null).ShouldNotBeNull();
                if (clock.StoppedAt is null || at < clock.StoppedAt)
                    told.AddRange(step.GetProperty("targets").EnumerateArray()
                        .Select(target => ((at - Epoch).TotalMinutes, target.GetString()!)));
                used += Duration.FromMinutes(step.GetProperty("delay_min").GetDouble());
            }
        }

        told.ShouldBe(v.Expect.GetProperty("notifications").EnumerateArray()
            .Select(one => (one[0].GetDouble(), one[1].GetString()!)));
    }
}
