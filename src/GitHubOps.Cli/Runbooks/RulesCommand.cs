using System.CommandLine;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary><c>githubops runbooks rules</c>: what the gate checks and why.</summary>
internal static class RulesCommand
{
    public static Command Build(Surroundings surroundings)
    {
        var command = new VerbCommand("rules", "Explain what the gate checks, and why.", "githubops runbooks rules");
        command.SetAction(_ =>
        {
            foreach (var rule in RunbookRules.All)
            {
                surroundings.Out.WriteLine($"{rule.Id} ({string.Join(", ", rule.Codes)})");
                foreach (var line in TextTable.Wrap(rule.Help, 100)) surroundings.Out.WriteLine("  " + line);
                surroundings.Out.WriteLine();
            }

            return ExitCodes.Pass;
        });
        return command;
    }
}
