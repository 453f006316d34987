using System.CommandLine;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// <c>githubops runbooks init</c>: gives documents the metadata of a runbook, and begins one that is not there yet.
/// </summary>
internal static class InitCommand
{
    public static Command Build(Surroundings surroundings)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Documents without metadata, or runbooks to begin.", Arity = ArgumentArity.OneOrMore,
        };
        var owner = new Option<string?>("--owner")
        {
            Description = "Who answers for it (default: the first approver of the nearest OWNERS).",
            HelpName = "@user|@org/team|NAME",
        };
        var severity = RunbookOptions.OneOf("--severity", "How much it hurts when it is wrong.", "s4", "s1", "s2", "s3",
            "s4");
        var covers = new Option<string[]>("--covers")
        {
            Description = "What it covers; a change there asks for it.", HelpName = "GLOB",
            AllowMultipleArgumentsPerToken = true,
        };
        var root = RunbookOptions.Root();
        var command = new VerbCommand(
            "init",
            "Give documents the metadata of a runbook; begin a runbook that is not there yet.",
            "githubops runbooks init docs/runbooks/roll-back.md --owner @acme/release --severity s2 --covers " +
                "'publish/**'")
        {
            paths, owner, severity, covers, root,
        };
        command.SetAction((result, cancellation) =>
        {
            var folder = RunbookOptions.ReadRoot(result.GetValue(root), surroundings);
            var files = new RepoFiles(GitRepository.RootOf(folder) ?? folder);
            var terms = new RunbookTerms(
                result.GetValue(owner) ?? "", result.GetValue(severity)!, [.. result.GetValue(covers) ?? []]);
            if (terms.Owner.Length > 0 && !RunbookReader.IsOwner(terms.Owner))
                throw new UsageException($"--owner: `{Problems.Shown(terms.Owner)}` cannot be an owner");
            var code = ExitCodes.Pass;
            foreach (var name in result.GetValue(paths)!)
                code = Math.Max(code, Begin(name, terms, files, surroundings, cancellation));
            return Task.FromResult(code);
        });
        return command;
    }

    private static int Begin(
        string name, RunbookTerms terms, RepoFiles files, Surroundings surroundings, CancellationToken cancellation)
    {
        var path = name.Any(char.IsControl) ? null : files.RelativePath(name, surroundings.Folder);
        if (path is null || !RunbookReader.IsDocument(path))
            throw new UsageException($"`{Problems.Shown(name)}` is no Markdown document of the repository");
        if (terms.Owner.Length == 0) terms = terms with { Owner = OwnerOf(path, files, cancellation) };
        if (!files.Exists(path)) return Write(path, RunbookStarter.New(path, terms), false, "began");
        var (bytes, truncated, problem) = files.Read(path);
        var (text, refused) = bytes is null
            ? (null, problem!)
            : RunbookStarter.Into(path, bytes, truncated, terms);
        if (text is not null)
            return Write(path, text, bytes.AsSpan().StartsWith("\uFEFF"u8), "gave metadata to");
        surroundings.Error.WriteLine("githubops: " + Problems.ShownPath(refused!.ToString()));
        return ExitCodes.Findings;

        int Write(string at, string whole, bool withMark, string did)
        {
            files.Replace(at, whole, withMark);
            surroundings.Out.WriteLine($"{did} {Problems.ShownPath(at)}, owner {Problems.Shown(terms.Owner)}");
            return ExitCodes.Pass;
        }
    }

    private static string OwnerOf(string path, RepoFiles files, CancellationToken cancellation)
    {
        var (owners, _) = new OwnersFolder(files.Root).Read(markdown: false, cancellation);
        return owners.ApproversOf(path) is [var first, ..]
            ? "@" + first
            : throw new UsageException(
                $"no OWNERS file names an approver of {Problems.ShownPath(path)}: add --owner @you");
    }
}
