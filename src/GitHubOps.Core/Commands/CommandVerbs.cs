using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>THE list of commands, in the order in which help tells of them.</summary>
public static class CommandVerbs
{
    public static ImmutableArray<CommandVerb> All { get; } =
    [
        new HelpVerb(),
        new WhyVerb(),
        new InfoVerb(),
        new AreaVerb(),
        new TypeVerb(),
        new SevVerb(),
        new AcceptVerb(),
        new AskVerb(),
        new AssignVerb(),
        new UnassignVerb(),
        new RerollVerb(),
        new HandoffVerb(),
        new YesVerb(),
        new NoVerb(),
        new AckVerb(),
        new SnoozeVerb(),
        new WakeVerb(),
        new WorkaroundVerb(),
        new DecideVerb(),
        new TakeVerb(),
        new DropVerb(),
        new AnswerVerb(),
        new UpstreamVerb(),
        new SameAsVerb(),
        new CloseVerb(),
        new ReopenVerb(),
        new VerifiedVerb(),
        new QuietVerb(),
        new AwayVerb(),
        new BackVerb(),
        new SwapVerb(),
        new MuteVerb(),
        new UnmuteVerb(),
        new UndoVerb(),
        new OpsVerb(),
        new RunbookVerb(),
        new DrillVerb(),
    ];

    /// <summary>Known words that do nothing yet: whoever writes one is told so.</summary>
    public static ImmutableArray<string> NotYet { get; } =
    [
        "parent", "child", "blocked-by", "concern", "resolve", "skip", "feedback", "link", "apply",
        "mirror", "deprecate", "incident", "status", "action", "agenda",
    ];

    /// <summary>Known words that cannot be done, and why.</summary>
    public static ImmutableDictionary<string, string> Never { get; } = ImmutableDictionary.CreateRange<string, string>(
    [
        new("transfer",
            "GitHub lets people alone move issues, no App: *Transfer issue* on the issue's page does it, and what is " +
            "promised goes on there"),
    ]);

    public static CommandVerb? Find(string name) => All.FirstOrDefault(verb => verb.Name == name);

    /// <summary>The word of ours that is nearly the same; null: none is.</summary>
    public static string? Nearest(string name) =>
        Problems.Nearest(name, [.. All.Select(verb => verb.Name), .. NotYet, .. Never.Keys]);
}
