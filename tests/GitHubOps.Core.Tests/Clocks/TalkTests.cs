using System.Collections.Immutable;
using FsCheck.Fluent;
using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>Who waits for whom follows from who spoke when, however it was told.</summary>
[TestClass]
public class TalkTests
{
    private static readonly Instant Start = Calendars.Utc("2026-01-12 09:00");

    private static TalkLine Line(long id, int minute, bool byReporter) =>
        new(id, Start + Duration.FromMinutes((long)minute), byReporter);

    private static ImmutableArray<TalkLine> Of(params TalkLine[] lines) =>
        lines.Aggregate(ImmutableArray<TalkLine>.Empty, (talk, line) => talk.With(line));

    private static (int From, int? To)[] Minutes(IEnumerable<TalkCycle> cycles) =>
        [.. cycles.Select(cycle => (Minute(cycle.From), cycle.To is { } to ? Minute(to) : (int?)null))];

    private static int Minute(Instant t) => (int)(t - Start).TotalMinutes;

    [TestMethod]
    public void A_reply_is_owed_from_the_first_word_that_nobody_answered()
    {
        var talk = Of(Line(1, 0, false), Line(2, 10, true), Line(3, 20, true), Line(4, 30, false), Line(5, 40, false),
            Line(6, 50, true));
        Minutes(Talk.Replies(talk, Start)).ShouldBe([(10, 30), (50, null)]);
        Minutes(Talk.Replies(talk, Start + Duration.FromMinutes(30))).ShouldBe([(50, null)]);
        Minutes(Talk.Updates(talk)).ShouldBe([(0, 30), (30, 40), (40, null)]);
    }

    [TestMethod]
    public void The_order_in_which_words_are_told_and_how_often_changes_nothing() =>
        TimeGen.Check(
            from flags in Gen.Elements(true, false).ArrayOf(12)
            from minutes in Gen.Choose(0, 60).ArrayOf(12)
            from order in Gen.Shuffle(Enumerable.Range(0, 12).Concat([3, 3, 7]).ToArray())
            select (Lines: flags.Zip(minutes).Select((x, i) => Line(i, x.Second, x.First)).ToArray(), order), x =>
            {
                var told = Of([.. x.order.Select(i => x.Lines[i])]);
                told.ShouldBe(Of([.. x.Lines.OrderBy(line => line.At)]));
                told.Select(line => line.Id).ShouldBeUnique();
            });

    [TestMethod]
    public void Of_a_long_talk_the_newest_words_are_kept()
    {
        var talk = Of([.. Enumerable.Range(0, 100).Select(i => Line(i, i, i % 2 == 0))]);
        talk.Length.ShouldBe(Talk.LinesMax);
        talk[^1].Id.ShouldBe(99);
    }
}
