using NodaTime;

namespace GitHubOps.Core;

/// <summary>A content that was created, and whether for the most severe.</summary>
public sealed record SpentContent(Instant At, bool IsUrgent);

/// <summary>From when on a content of each kind may be created.</summary>
public sealed record ContentTimes(Instant Urgent, Instant Others);

/// <summary>
/// How the hour's contents of one installation are dealt out. GitHub takes 500 an hour; people on its pages share
/// them. A part is kept for the most severe, so that a flood never makes them wait, and a smaller part for the others,
/// so that they never wait for ever.
/// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
/// </summary>
public static class ContentBudget
{
    public const int PerHourMax = 450;
    public const int KeptForUrgent = 50;
    public const int KeptForOthers = 20;

    public static Duration Hour { get; } = Duration.FromHours(1);

    /// <param name="spent">Oldest first. What is older than an hour does not count.</param>
    public static ContentTimes Next(IReadOnlyList<SpentContent> spent, Instant now)
    {
        var (urgent, others) = (spent.Count(one => one.IsUrgent), spent.Count(one => !one.IsUrgent));
        Instant? urgentAt = null, othersAt = null;
        var at = Instant.MinValue;
        for (var gone = 0; urgentAt is null || othersAt is null; gone++)
        {
            if (urgent + others < PerHourMax && urgent < PerHourMax - KeptForOthers) urgentAt ??= at;
            if (urgent + others < PerHourMax && (urgent + others < PerHourMax - KeptForUrgent ||
                others < KeptForOthers)) othersAt ??= at;
            if (gone == spent.Count) break;

            // A clock that went back must not hold anybody for longer than the hour itself.
            at = Instant.Min(spent[gone].At, now) + Hour;
            if (spent[gone].IsUrgent) urgent--;
            else others--;
        }

        return new ContentTimes(Instant.Max(now, urgentAt!.Value), Instant.Max(now, othersAt!.Value));
    }
}
