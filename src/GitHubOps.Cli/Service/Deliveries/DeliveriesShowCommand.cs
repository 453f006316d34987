using System.CommandLine;
using System.Text.Json;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary><c>githubops deliveries show</c></summary>
internal static class DeliveriesShowCommand
{
    public static Command Build(Surroundings surroundings)
    {
        var service = DeliveriesOptions.Service();
        var format = DeliveriesOptions.Format();
        var name = new Argument<string>("LETTER") { Description = "As the list names it: inbox:5 or outbox:7." };
        var command = new VerbCommand(
            "show",
            "Show one dead letter with its whole reason. The payload is not shown: GitHub's App settings have it.",
            "githubops deliveries show inbox:5")
        {
            name, service, format,
        };
        command.SetAction(async (result, cancellation) =>
        {
            var id = result.GetValue(name)!;
            DeliveriesOptions.Check(id);
            using var letters = DeliveriesOptions.Open(result.GetValue(service), surroundings);
            if (await letters.ShowAsync(id, cancellation) is not { } letter)
            {
                await surroundings.Error.WriteLineAsync($"githubops: {id} is no dead letter, or no longer");
                return ExitCodes.Findings;
            }

            await surroundings.Out.WriteAsync(result.GetValue(format) == "json"
                ? JsonSerializer.Serialize(letter, DeadLetterJson.Default.DeadLetter) + "\n"
                : Text(letter));
            return ExitCodes.Pass;
        });
        return command;
    }

    public static string IssueOf(DeadLetter letter) => letter switch
    {
        { Repository: { } repository, Issue: { } issue } => $"{repository}#{issue}",
        { Repository: { } repository } => repository,
        _ => "-",
    };

    // A reason may be a stack with many lines: each is shown by itself, so that none can pass for a line of ours.
    private static string Text(DeadLetter letter) => string.Join('\n',
    [
        $"letter     {letter.Id} ({letter.State})",
        $"delivery   {Problems.Shown(letter.Delivery ?? "-")}",
        $"event      {Problems.Shown(letter.Event ?? "-")}",
        $"issue      {Problems.Shown(IssueOf(letter))}",
        $"attempts   {letter.Attempts}",
        $"since      {letter.At}",
        $"replayed   {letter.ReplayedAt ?? "never"}",
        "reason",
        .. letter.Reason.Split('\n').Select(line => "  " + Problems.ShownPath(line.TrimEnd())),
        "",
    ]);
}
