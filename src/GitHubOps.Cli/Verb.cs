using System.CommandLine;

namespace GitHubOps.Cli;

/// <summary>A word after <c>githubops</c>, with its options, what it does, and examples for its help.</summary>
internal abstract class Verb
{
    public abstract Command Build(Surroundings surroundings);
}

/// <summary>A command whose help ends with examples that a person can paste.</summary>
internal sealed class VerbCommand(string name, string description, params string[] examples) : Command(name,
    description)
{
    public IReadOnlyList<string> Examples { get; } = examples;
}
