using System.Collections.Immutable;

namespace GitHubOps.Cli;

/// <summary>The verbs that run the service; the Action's build of the tool is without them.</summary>
internal static class ServiceVerbs
{
    public static ImmutableArray<Verb> All { get; } =
        [new ServeVerb(), new DeliveriesVerb(), new QueueVerb(), new WhyVerb(), new StoreVerb(), new DemoVerb(),
            new SandboxVerb()];
}
