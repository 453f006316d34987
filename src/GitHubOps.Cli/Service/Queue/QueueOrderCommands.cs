using System.Collections.Immutable;
using System.CommandLine;

namespace GitHubOps.Cli;

/// <summary><c>githubops queue stop</c>, <c>release</c> and <c>drop</c></summary>
internal static class QueueOrderCommands
{
    private const int DropsMax = 1000;

    public static Command Stop(Surroundings surroundings) => OfRepository("stop",
        "Nothing more is written to GitHub, in one repository or in all of them. What is decided meanwhile waits, " +
        "and is listed. A repository's leads do the same by commenting /ops pause.",
        surroundings, "githubops queue stop acme/app", "githubops queue stop --all");

    public static Command Release(Surroundings surroundings) => OfRepository("release",
        "What waits because writing was stopped, or because a change touches many issues, is written now. Drop first " +
        "what nobody wants.",
        surroundings, "githubops queue release acme/app", "githubops queue release --all");

    public static Command Drop(Surroundings surroundings)
    {
        var (service, by) = (DeliveriesOptions.Service(), By());
        var acts = new Argument<long[]>("ACT")
        {
            Description = "Numbers, as the list shows them.",
            Arity = new ArgumentArity(1, DropsMax),
        };
        var command = new VerbCommand(
            "drop", "What waits is not written, now or later. Exit code 1: some of it did not wait any more.",
            "githubops queue drop 17 18")
        {
            acts, by, service,
        };
        command.SetAction(async (result, cancellation) =>
        {
            var wanted = (result.GetValue(acts) ?? []).Distinct().ToImmutableArray();
            using var queue = new QueueDoor(DeliveriesOptions.Door(result.GetValue(service), surroundings));
            var outcome =
                await queue.OrderAsync("drop", new QueueOrder(result.GetValue(by)!, Acts: wanted), cancellation);
            await surroundings.Out.WriteAsync($"{outcome.Dropped.Length} of {wanted.Length} are dropped.\n");
            return outcome.Dropped.Length == wanted.Length ? ExitCodes.Pass : ExitCodes.Findings;
        });
        return command;
    }

    private static Command OfRepository(string what, string help, Surroundings surroundings, params string[] examples)
    {
        var (service, by) = (DeliveriesOptions.Service(), By());
        var all = new Option<bool>("--all") { Description = "Every repository." };
        var repository = new Argument<string?>("REPOSITORY")
        {
            Description = "OWNER/NAME",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new VerbCommand(what, help, examples) { repository, all, by, service };
        command.SetAction(async (result, cancellation) =>
        {
            var name = result.GetValue(repository);
            if (result.GetValue(all) == name is not null) throw new UsageException("name a repository, or give --all");
            using var queue = new QueueDoor(DeliveriesOptions.Door(result.GetValue(service), surroundings));
            await queue.OrderAsync(what, new QueueOrder(result.GetValue(by)!, name), cancellation);
            await surroundings.Out.WriteAsync(
                $"{(what == "stop" ? "Stopped" : "Released")}: {name ?? "every repository"}.\n");
            return ExitCodes.Pass;
        });
        return command;
    }

    private static Option<string> By() => new("--by")
    {
        Description = "Who says so: it is shown to everybody who asks.",
        HelpName = "NAME",
        DefaultValueFactory = _ => Environment.UserName is { Length: > 0 } user ? user : "the operator",
    };
}
