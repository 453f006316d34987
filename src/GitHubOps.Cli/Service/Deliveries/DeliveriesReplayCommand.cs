using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;

namespace GitHubOps.Cli;

/// <summary><c>githubops deliveries replay</c></summary>
internal static class DeliveriesReplayCommand
{
    private const int NamesMax = 1000;
    private const int AllMax = 10_000;

    public static Command Build(Surroundings surroundings)
    {
        var service = DeliveriesOptions.Service();
        var format = DeliveriesOptions.Format();
        var all = new Option<bool>("--all") { Description = "Every dead letter that there is now, the oldest first." };
        var names = new Argument<string[]>("LETTER")
        {
            Description = "As the list names them: inbox:5, outbox:7.",
            Arity = new ArgumentArity(0, NamesMax),
        };
        var command = new VerbCommand(
            "replay",
            "Have dead letters tried again, with no attempt counted. Each keeps its place in the order of its issue; " +
            "twice is once. Exit code 1: some could not be.",
            "githubops deliveries replay inbox:5 outbox:7", "githubops deliveries replay --all")
        {
            names, all, service, format,
        };
        command.SetAction(async (result, cancellation) =>
        {
            var ids = result.GetValue(names) ?? [];
            if (result.GetValue(all) == ids.Length > 0) throw new UsageException("name dead letters, or give --all");
            foreach (var id in ids) DeliveriesOptions.Check(id);
            using var letters = DeliveriesOptions.Open(result.GetValue(service), surroundings);
            if (ids.Length == 0)
                ids = [.. (await letters.ListAsync(AllMax, cancellation)).Reverse().Select(letter => letter.Id)];
            var outcomes = await letters.ReplayAsync(ids, cancellation);
            await surroundings.Out.WriteAsync(result.GetValue(format) == "json"
                ? JsonSerializer.Serialize(new ReplayAnswer(outcomes), DeadLetterJson.Default.ReplayAnswer) + "\n"
                : Text(outcomes));
            return outcomes.All(IsReplayed) ? ExitCodes.Pass : ExitCodes.Findings;
        });
        return command;
    }

    private static bool IsReplayed(ReplayOutcome outcome) => outcome.Result == "replayed";

    private static string Text(ImmutableArray<ReplayOutcome> outcomes) =>
        string.Concat(outcomes.Where(outcome => !IsReplayed(outcome)).Select(
            outcome => $"- {outcome.Id}: {Meaning(outcome.Result)}\n")) +
        $"{outcomes.Count(IsReplayed)} of {outcomes.Length} are tried again.\n";

    private static string Meaning(string result) => result switch
    {
        "not-dead" => "is no dead letter, or no longer",
        "overtaken" =>
            "a later write of its issue went through; what is still missing is found by the daily comparison",
        "no-payload" => "its payload is no longer kept; redeliver it on the App's settings page while GitHub has it",
        "closed" => "the App is no longer installed there, or is suspended",
        _ => result,
    };
}
