using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class OpsVerb : CommandVerb
{
    private const string Stop = "pause";
    private const string GoOn = "resume";
    private const string Approve = "approve";

    public override string Name => "ops";

    public override string Usage => $"/ops {Stop}, {GoOn} or {Approve}";

    public override string Does =>
        "`pause` stops every write in this repository at once: what is decided waits until `resume`, or is dropped " +
        "by whoever runs the service. `approve` lets a change go on that waits because it touches many issues.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Lead];

    public override ImmutableArray<string> Examples => [$"/ops {Stop}", $"/ops {GoOn}", $"/ops {Approve}"];

    public override bool IsForClosed => true;

    public override CommandAnswer Run(CommandCall call) => call.Words switch
    {
        [Stop] => StopAll(call),
        [GoOn] => LetGoOn(call),
        [Approve] => ApproveChange(call),
        _ => call.No($"it is one of `/ops {Stop}`, `/ops {GoOn}` and `/ops {Approve}`"),
    };

    private static CommandAnswer StopAll(CommandCall call) => call.Draft.Facts.Stop is { } stop
        ? call.No($"{Person(stop)} has stopped it already")
        : Steer(call, Steering.Stop, "stopped all writing in this repository");

    private static CommandAnswer LetGoOn(CommandCall call) => call.Draft.Facts.Stop switch
    {
        null => call.No("nothing is stopped"),
        { IsEverywhere: true } stop =>
            call.No($"{Person(stop)} has stopped it for every repository, and ends it there"),
        _ => Steer(call, Steering.GoOn, "let writing go on in this repository"),
    };

    private static CommandAnswer ApproveChange(CommandCall call) => call.Draft.Facts.AwaitingApproval switch
    {
        0 => call.No("nothing waits for approval"),
        var issues => Steer(call, Steering.Approve, $"approved a change that touches {issues} issues"),
    };

    private static CommandAnswer Steer(CommandCall call, Steering what, string did)
    {
        var by = CommentWords.Person(call.By);
        var steered = call.Draft.Note(new Effect.Steer(what, call.By), $"command-{call.Line.Verb}", $"{by} said so");
        return call.Done(steered with { State = steered.State.Tell(steered.At, $"{by} {did}") });
    }

    private static string Person(WritingStop stop) => CommentWords.Person(new Login(stop.By));
}
