using System.CommandLine;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// <c>githubops runbooks renew</c>: writes the stamp of a review, with fingerprints of what is covered.
/// </summary>
internal static class RenewCommand
{
    public static Command Build(Surroundings surroundings)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "The runbooks that were reviewed.",
            Arity = ArgumentArity.OneOrMore
        };
        var kind = new Option<string>("--kind")
        {
            Description = "What was done: read, exercised or incident.",
            Required = true, HelpName = "read|exercised|incident"
        };
        kind.AcceptOnlyFromAmong("read", "exercised", "incident");
        var by = new Option<string?>(
            "--by")
        {
            Description = "Who reviewed (default: GITHUB_ACTOR, or git's github.user).",
            HelpName = "@login"
        };
        var evidence = new Option<string?>("--evidence")
        {
            Description = "Where it can be seen: an issue, a run.",
            HelpName = "URL"
        };
        var root = RunbookOptions.Root();
        var today = RunbookOptions.Today();
        var timeout = RunbookOptions.Timeout();
        var command = new VerbCommand(
            "renew",
            "Record that a runbook was reviewed: who, today, how, and what the covered files looked like. Rewrites " +
            "only `review:`.",
            "githubops runbooks renew docs/runbooks/roll-back.md --kind read --by @ana",
            "githubops runbooks renew docs/runbooks/roll-back.md --kind exercised --evidence " +
            "https://github.com/acme/web/issues/812")
        {
            paths, kind, by, evidence, root, today, timeout,
        };
        command.SetAction(
            (result, cancellation) => Task.FromResult(RunbookOptions.Within(result.GetValue(timeout), limit =>
        {
            var folder = RunbookOptions.ReadRoot(result.GetValue(root), surroundings);
            using var git = GitRepository.Find(folder);
            var review = new RunbookReview(
                RunbookOptions.Who(result.GetValue(by), git, surroundings, limit),
                RunbookOptions.ReadToday(result.GetValue(today), surroundings),
                Enum.Parse<ReviewKind>(result.GetValue(kind)!, ignoreCase: true),
                Line: 0)
            {
                Evidence = ReadEvidence(result.GetValue(evidence)),
            };
            return Renew(result.GetValue(paths)!, review, git, folder, surroundings, limit);
        }, cancellation)));
        return command;
    }

    private static int Renew(
        string[] names, RunbookReview review, GitRepository? git, string folder, Surroundings surroundings,
            CancellationToken cancellation)
    {
        var files = new RepoFiles(git?.Root ?? folder);
        var head = git is null ? null : git.Commit("HEAD", cancellation);
        var tree = head is null ? null : git!.Tree(head.Id, cancellation);
        var uncommitted = tree is null ? [] : git!.Uncommitted(cancellation);
        var code = ExitCodes.Pass;
        foreach (var path in RunbookFolder.Named(files, names, surroundings.Folder))
        {
            var (bytes, truncated, problem) = files.Read(path);
            var reading = bytes is null
                ? new RunbookReading(path, null, null, [problem!]) : RunbookReader.Read(path, bytes);
            if (truncated || reading is not { Runbook: { } runbook, FrontMatter: { } front })
            {
                var why = truncated ? $"{path} is larger than 1 MiB" : reading.Problems[0].ToString();
                surroundings.Error.WriteLine("githubops: " + why);
                code = ExitCodes.Findings;
                continue;
            }

            if (uncommitted.FirstOrDefault(x => x != path && runbook.Covers.Matches(x)) is { } open)
            {
                surroundings.Error.WriteLine(
                    $"githubops: {Problems.ShownPath(open)}, which {Problems.ShownPath(path)} covers, " +
                    "is not committed. Commit it first: the stamp says what you saw");
                code = ExitCodes.Findings;
                continue;
            }

            var seen = review with
            {
                Seen = tree is null ? review.Seen : RunbookStamp.See(runbook, tree),
                Text = RunbookStamp.TextOf(front),
            };
            var hold = RunbookGrade.Of(runbook.Review, seen);
            seen = seen with { Holds = hold == ReviewHold.Full ? null : hold };
            var text = RunbookRenewal.Write(front, seen);
            files.Replace(path, text, bytes.AsSpan().StartsWith("\uFEFF"u8));
            surroundings.Out.WriteLine(
                $"renewed {Problems.ShownPath(path)}: {RunbookWords.Of(review.Kind!.Value)} on " +
                $"{RunbookAge.Date(review.On!.Value)} by {review.By}, {seen.Seen.Count} of " +
                $"{runbook.Covers.Entries.Length} covered entries seen" +
                (seen.Holds is { } held ? $"; the interval{RunbookGrade.Words(held)}" : ""));
        }

        if (tree is null)
            surroundings.Error.WriteLine(
                "githubops: no git repository here, so the stamp does not say what was seen");
        return code;
    }

    private static string? ReadEvidence(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return text.Length <= 500 && Uri.TryCreate(text, UriKind.Absolute, out var url) &&
            url.Scheme is "https" or "http"
            ? text
            : throw new UsageException("--evidence must be an http address");
    }
}
