using System.CommandLine;

namespace GitHubOps.Cli;

/// <summary><c>githubops deliveries …</c></summary>
internal sealed class DeliveriesVerb : Verb
{
    public override Command Build(Surroundings surroundings) => new VerbCommand(
        "deliveries",
        "Dead letters of the running service: events it could not handle, and writes that GitHub refused.",
        "githubops deliveries list",
        "githubops deliveries show inbox:5",
        "githubops deliveries replay inbox:5 outbox:7")
    {
        DeliveriesListCommand.Build(surroundings),
        DeliveriesShowCommand.Build(surroundings),
        DeliveriesReplayCommand.Build(surroundings),
    };
}
