using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core.Tests;

[TestClass]
public class RunbookGradeTests
{
    private static readonly LocalDate Now = new(2026, 11, 20);

    [TestMethod]
    [DataRow(ReviewKind.Exercised, 100, ReviewKind.Incident, ReviewHold.Longer)]
    [DataRow(ReviewKind.Incident, 7, ReviewKind.Exercised, ReviewHold.Longer)]
    [DataRow(ReviewKind.Exercised, 6, ReviewKind.Exercised, ReviewHold.Full)]
    [DataRow(ReviewKind.Read, 100, ReviewKind.Exercised, ReviewHold.Full)]
    [DataRow(ReviewKind.Exercised, 100, ReviewKind.Read, ReviewHold.Full)]
    public void Following_it_twice_in_a_row_proves_more(
        ReviewKind last, int daysAgo, ReviewKind now, ReviewHold hold) =>
        RunbookGrade.Of(Review(last, Now.PlusDays(-daysAgo)), Review(now, Now)).ShouldBe(hold);

    [TestMethod]
    [DataRow("t", "b:1", "t", "b:2", ReviewHold.Half)]
    [DataRow("t", "b:1", "t", "b:1", ReviewHold.Full)]
    [DataRow("t", "b:1", "u", "b:2", ReviewHold.Full)]
    [DataRow(null, "b:1", "t", "b:2", ReviewHold.Full)]
    public void Reading_the_same_words_over_changed_code_proves_half(
        string? textThen, string seenThen, string textNow, string seenNow, ReviewHold hold) =>
        RunbookGrade.Of(
            Review(ReviewKind.Read, Now.PlusDays(-90), textThen, seenThen),
            Review(ReviewKind.Read, Now, textNow, seenNow))
            .ShouldBe(hold);

    [TestMethod]
    public void The_first_review_counts_in_full() =>
        RunbookGrade.Of(null, Review(ReviewKind.Read, Now)).ShouldBe(ReviewHold.Full);

    [TestMethod]
    [DataRow(ReviewHold.Half, "2027-01-04")]
    [DataRow(ReviewHold.Full, "2027-02-18")]
    [DataRow(ReviewHold.Longer, "2027-04-04")]
    public void Ninety_days_become_forty_five_or_a_hundred_and_thirty_five(ReviewHold hold, string due) =>
        RunbookAge.Date(RunbookGrade.DueAfter(RunbookInterval.OfDays(90), Now, hold)!.Value).ShouldBe(due);

    private static RunbookReview Review(ReviewKind kind, LocalDate on, string? text = "t", string seen = "b:1") =>
        new("@ana", on, kind, 1)
        {
            Text = text,
            Seen = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("a/**", seen),
        };
}
