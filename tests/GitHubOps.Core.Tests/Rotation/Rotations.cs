using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>The rotations that the tests talk about.</summary>
internal static class Rotations
{
    public static readonly Login Ana = new("ana"), Ben = new("ben"), Chidi = new("chidi"), Dee = new("dee");

    public static RotationDefinition Weekly(params Login[] members) =>
        Make("1w", "Mon 10:00", "America/Los_Angeles", members);

    public static RotationDefinition ByTurn(params Login[] members) =>
        Weekly(members) with { Length = null };

    public static RotationDefinition Make(string every, string starts, string zone, params Login[] members)
    {
        RotationLength.TryParse(every, out var length).ShouldBeTrue(every);
        RotationStart.TryParse(starts, out var start).ShouldBeTrue(starts);
        return new RotationDefinition
        {
            Name = "triage", Members = [.. members], Length = length, Starts = start,
            Zone = LocalPoint.FindZone(zone).ShouldNotBeNull(),
        };
    }

    public static Login PersonAt(RotationDefinition rotation, Instant t) =>
        RotationSchedule.At(rotation, t).ShouldNotBeNull().Person;
}
