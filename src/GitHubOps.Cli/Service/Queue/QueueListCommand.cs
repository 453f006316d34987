using System.CommandLine;
using System.Text;
using System.Text.Json;

namespace GitHubOps.Cli;

/// <summary><c>githubops queue list</c></summary>
internal static class QueueListCommand
{
    private const int ShownMax = 1000;

    public static Command Build(Surroundings surroundings)
    {
        var service = DeliveriesOptions.Service();
        var format = DeliveriesOptions.Format();
        var command = new VerbCommand(
            "list",
            "Where writing is stopped and by whom, and what waits to be written, the oldest first, with why it waits.",
            "githubops queue list", "githubops queue list --format json")
        {
            service, format,
        };
        command.SetAction(async (result, cancellation) =>
        {
            using var queue = new QueueDoor(DeliveriesOptions.Door(result.GetValue(service), surroundings));
            var page = await queue.ListAsync(ShownMax, cancellation);
            await surroundings.Out.WriteAsync(result.GetValue(format) == "json"
                ? JsonSerializer.Serialize(page, QueueDoorJson.Default.QueuePage) + "\n"
                : Text(page));
            return ExitCodes.Pass;
        });
        return command;
    }

    private static string Text(QueuePage page)
    {
        var text = new StringBuilder();
        foreach (var stop in page.Stops)
            text.Append(
                $"Writing is stopped in {stop.Repository ?? "every repository"} by {stop.By} since {stop.At}.\n");
        if (page.Acts.IsEmpty) return text.Append("Nothing waits.\n").ToString();
        foreach (var act in page.Acts)
        {
            var issue = act.Issue is { } number ? $"#{number}" : "";
            text.Append($"{act.Id}  {act.Repository ?? "?"}{issue}  {act.Since}  {act.Waits}\n");
            foreach (var does in act.Does) text.Append($"    {does}\n");
        }

        return text.ToString();
    }
}
