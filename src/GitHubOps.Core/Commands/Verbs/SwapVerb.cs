using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

internal sealed class SwapVerb : CommandVerb
{
    public const string Rule = "command-swap";

    private static readonly Duration Patience = Duration.FromDays(14);

    public override string Name => "swap";

    public override string Usage => "/swap LOGIN DAYS [ROTATION]";

    public override string Does =>
        "Asks another member of a rotation to take whoever asks' time on those days, the last included. When they " +
        "say `/yes`, schedule and calendars show it, and afterwards the rotation goes on as if nothing had been.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Any];

    public override ImmutableArray<string> Examples => ["/swap kat 2026-11-03..07", "/swap kat 12-24 oncall"];

    public override bool IsForClosed => true;

    public override CommandAnswer Run(CommandCall call)
    {
        if (call.Words is not [var who, var when, .. { Length: <= 1 } named]
            || CommandPerson.Read(who) is not { } person)
            return call.No($"a login and days are wanted: `{Usage}`");
        if (person == call.By) return call.No("a swap needs two people");
        var draft = call.Draft;
        var zone = draft.Policy.ZoneOf(call.By);
        var today = draft.At.InZone(zone).Date;
        if (DateSpan.TryParse(when, today) is not { } days)
            return call.No("the days are not understood: `2026-11-03..07`");
        if (days.Last < today || days.Days > AwayVerb.DaysMax || days.First > today.PlusDays(AwayVerb.DaysMax))
            return call.No("those days are over, too many or too far away");
        var theirs = Theirs(draft, call.By, days, named.FirstOrDefault()).ToList();
        if (theirs.Count == 0) return call.No($"{CommentWords.Person(call.By)} has no such shift on {days}");
        if (theirs.Count > 1) return call.No($"name the rotation: {string.Join(", ", theirs.Select(Shown))}");
        if (!theirs[0].Members.Contains(person))
            return call.No($"`{CommentWords.InCode(person.Value)}` is not of {Shown(theirs[0])}");
        return Ask(call, person, theirs[0], days);
    }

    private static CommandAnswer Ask(CommandCall call, Login person, RotationDefinition rotation, DateSpan days)
    {
        var (at, end) = (call.Draft.At, days.To(rotation.Zone));
        var question = new SwapQuestion(person, rotation.Name, days.ToString(), days.From(rotation.Zone), end)
        {
            AskedBy = call.By, AskedAt = at, Until = Instant.Min(end, at + Patience),
        };
        return call.State.Ask(question) is { } asked
            ? call.Done(asked) : call.No("too many questions wait for an answer here");
    }

    /// <summary>The rotations in which somebody has some time on those days, from now on.</summary>
    private static IEnumerable<RotationDefinition> Theirs(Draft draft, Login person, DateSpan days, string? named) =>
        draft.Policy.Rotations.Values
            .Where(rotation => rotation.Layers.IsEmpty && (named is null || rotation.Name == named))
            .Where(rotation => RotationSchedule
                .Between(rotation, Instant.Max(days.From(rotation.Zone), draft.At), days.To(rotation.Zone))
                .Any(shift => shift.Person == person))
            .OrderBy(rotation => rotation.Name, StringComparer.Ordinal);

    private static string Shown(RotationDefinition rotation) => $"`{CommentWords.InCode(rotation.Name)}`";
}
