using System.Collections.Immutable;
using System.CommandLine;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// <c>githubops owners</c>: who owns which path, as the files of the checkout say; what is odd in them goes to the
/// error output.
/// </summary>
internal sealed class OwnersVerb : Verb
{
    public override Command Build(Surroundings surroundings)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Paths as they are named from the root (default: every file below it).",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var root = RunbookOptions.Root();
        var from = new Option<string?>("--paths-from")
        {
            Description = "Read paths from this file, one a line or ended by NUL; - is the standard input.",
            HelpName = "FILE",
        };
        var why = new Option<string?>("--why")
        {
            Description = "Tell in words how the owners of this path come about.",
            HelpName = "PATH",
        };
        var format = RunbookOptions.OneOf("--format", "How to print.", "text", "tsv", "json", "text");
        var markdown = new Option<bool>("--front-matter")
        {
            Description = "Read owners in the front matter of Markdown files too.",
        };
        var failOn = RunbookOptions.OneOf("--fail-on", "The level that fails.", "never", "warning", "never");
        var command = new VerbCommand(
            "owners",
            "Show who owns which path, by the OWNERS and OWNERS_ALIASES files of a checkout.",
            "githubops owners src/app/main.ts",
            "githubops owners --why src/app/main.ts",
            "git ls-files -z | githubops owners --paths-from - --format tsv",
            "githubops owners --fail-on warning --format json")
        {
            paths, root, from, why, format, markdown, failOn,
        };
        command.SetAction(async (result, cancellation) =>
        {
            var files = new OwnersFolder(OwnersFolder.RootOf(result.GetValue(root), surroundings));
            var (owners, problems) = files.Read(result.GetValue(markdown), cancellation);
            await SayAsync(problems, surroundings);
            if (result.GetValue(why) is { Length: > 0 } path)
            {
                foreach (var line in owners.Why(path)) await surroundings.Out.WriteLineAsync(line);
            }
            else
            {
                var asked = OwnersPaths.Read(result.GetValue(paths) ?? [], result.GetValue(from), surroundings)
                    ?? files.All();
                await OwnersOutput.WriteAsync(
                    asked.Select(owners.Of), result.GetValue(format)!, surroundings.Out, cancellation);
            }

            var fails = result.GetValue(failOn) == "warning" && problems.Any(x => x.Level >= ProblemLevel.Warning);
            return fails ? ExitCodes.Findings : ExitCodes.Pass;
        });
        return command;
    }

    private static async Task SayAsync(ImmutableArray<Problem> problems, Surroundings surroundings)
    {
        foreach (var problem in problems)
        {
            var shown = problem with { File = problem.File is { } file ? Problems.ShownPath(file) : null };
            await surroundings.Error.WriteLineAsync(shown.ToString());
        }
    }
}
