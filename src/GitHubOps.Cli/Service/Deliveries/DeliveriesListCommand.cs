using System.CommandLine;
using System.Text.Json;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary><c>githubops deliveries list</c></summary>
internal static class DeliveriesListCommand
{
    private const int ListedMax = 10_000;
    private const int ReasonShownMax = 100;

    public static Command Build(Surroundings surroundings)
    {
        var service = DeliveriesOptions.Service();
        var format = DeliveriesOptions.Format();
        var limit = new Option<int>("--limit")
        {
            Description = $"How many, the newest first (1 to {ListedMax}).",
            HelpName = "N",
            DefaultValueFactory = _ => 50,
        };
        var command = new VerbCommand(
            "list", "List the dead letters with their reasons, the newest first. Payloads are never shown.",
            "githubops deliveries list", "githubops deliveries list --limit 500 --format json")
        {
            service, limit, format,
        };
        command.SetAction(async (result, cancellation) =>
        {
            var max = result.GetValue(limit);
            if (max is < 1 or > ListedMax) throw new UsageException($"--limit must be from 1 to {ListedMax}");
            using var letters = DeliveriesOptions.Open(result.GetValue(service), surroundings);
            var found = await letters.ListAsync(max, cancellation);
            await surroundings.Out.WriteAsync(result.GetValue(format) == "json"
                ? JsonSerializer.Serialize(new DeadLetterPage(found, null), DeadLetterJson.Default.DeadLetterPage)
                    + "\n"
                : Text(found));
            return ExitCodes.Pass;
        });
        return command;
    }

    private static string Text(IReadOnlyCollection<DeadLetter> letters)
    {
        if (letters.Count == 0) return "There are no dead letters.\n";
        var table = new TextTable("letter", "state", "since", "event", "issue", "reason");
        foreach (var letter in letters)
        {
            table.Add(letter.Id, letter.State, letter.At, Problems.Shown(letter.Event ?? "-"),
                Problems.Shown(DeliveriesShowCommand.IssueOf(letter)), Shortened(Problems.ShownPath(letter.Reason)));
        }

        return table.ToString();
    }

    private static string Shortened(string reason) =>
        reason.Length <= ReasonShownMax ? reason : reason[..(ReasonShownMax - 1)] + "…";
}
