using System.CommandLine;

namespace GitHubOps.Cli;

/// <summary><c>githubops runbooks …</c></summary>
internal sealed class RunbooksVerb : Verb
{
    public override Command Build(Surroundings surroundings) => new VerbCommand(
        "runbooks",
        "Keep runbooks true: who owns them, when they were last reviewed, what code they cover.",
        "githubops runbooks check",
        "githubops runbooks renew docs/runbooks/roll-back.md --kind exercised --by @ana")
    {
        CheckCommand.Build(surroundings),
        ListCommand.Build(surroundings),
        ExplainCommand.Build(surroundings),
        RenewCommand.Build(surroundings),
        WaiveCommand.Build(surroundings),
        InitCommand.Build(surroundings),
        AdoptCommand.Build(surroundings),
        RulesCommand.Build(surroundings),
    };
}
