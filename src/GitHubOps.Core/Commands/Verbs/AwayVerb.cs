using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class AwayVerb : CommandVerb
{
    public const int DaysMax = 366;
    private const int AbsencesMax = 20;

    public override string Name => "away";

    public override string Usage => "/away DAYS";

    public override string Does =>
        "Whoever says it is away on those days, the last included, where their rotation lives: no rule gives them an " +
        "issue, and the next in order has their shift, in every repository. Nobody's turn moves.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Any];

    public override ImmutableArray<string> Examples => ["/away 12-20..01-05", "/away 2026-12-24"];

    public override bool IsForClosed => true;

    public override CommandAnswer Run(CommandCall call)
    {
        var draft = call.Draft;
        if (!draft.Policy.IsMember(call.By)) return call.No("that is for people who are given issues here");
        var zone = draft.Policy.ZoneOf(call.By);
        var today = draft.At.InZone(zone).Date;
        if (call.Words is not [var text] || DateSpan.TryParse(text, today) is not { } days)
            return call.No("the days are not understood: `/away 12-20..01-05`");
        if (days.Last < today) return call.No("those days are over");
        if (days.Days > DaysMax || days.First > today.PlusDays(DaysMax)) return call.No("that is more than a year");
        if (draft.Facts.Absences.Count(away => away.Person == call.By && away.To > draft.At) >= AbsencesMax)
            return call.No("so many absences are known already: `/back` takes them back");
        var saying = new Saying(call.By, SayingKind.Away, draft.At, days.From(zone), days.To(zone));
        return call.Done(
            call.Say(saying, $"{CommentWords.Person(call.By)} is away on {days} ({HumanTime.CityOf(zone)})"));
    }
}
