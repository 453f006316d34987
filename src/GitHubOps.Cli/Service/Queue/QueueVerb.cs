using System.CommandLine;

namespace GitHubOps.Cli;

/// <summary><c>githubops queue …</c></summary>
internal sealed class QueueVerb : Verb
{
    public override Command Build(Surroundings surroundings) => new VerbCommand(
        "queue",
        "What the running service is about to write to GitHub, and the button that stops it.",
        "githubops queue list",
        "githubops queue stop acme/app",
        "githubops queue drop 17 18",
        "githubops queue release acme/app")
    {
        QueueListCommand.Build(surroundings),
        QueueOrderCommands.Stop(surroundings),
        QueueOrderCommands.Release(surroundings),
        QueueOrderCommands.Drop(surroundings),
    };
}
