using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

internal sealed class SnoozeVerb : CommandVerb
{
    public override string Name => "snooze";

    public override string Usage => "/snooze 2w because …";

    public override string Does =>
        "Puts the issue aside for a time, at most 90 days: every promise stands still until then, the day is shown, " +
        "and it comes back by itself.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Triage];

    public override ImmutableArray<string> Examples => ["/snooze 2w because it waits for the new renderer"];

    public override CommandAnswer Run(CommandCall call)
    {
        var length = call.Words.IsEmpty || !Target.TryParse(call.Words[0].ToLowerInvariant(), out var target)
            || target.IsBusiness
            ? null : target.FixedLength;
        if (length is not { } time) return call.No("for how long? Clock time like `3d` or `2w`: " + $"`{Usage}`");
        if (time > PutAside.Longest) return call.No("at most 90 days: `/snooze 90d because …`");
        if (call.Reason is not { } reason) return call.No($"a reason is needed: `{Usage}`");
        if (call.State.Snooze is { } said && said.SaidAt > call.Draft.At)
            return call.No("somebody has said otherwise since it was written");
        var until = call.Draft.At + time;
        return call.Done((call.Draft with
        {
            State = call.State with { Snooze = new PutAside(call.Draft.At, call.By, until, reason) },
        }).Remember(call.Draft.At, $"{CommentWords.Person(call.By)} put it aside"));
    }
}
