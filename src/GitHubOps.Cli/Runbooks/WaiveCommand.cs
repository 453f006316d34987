using System.CommandLine;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary><c>githubops runbooks waive</c>: writes into a runbook that its review is put off for some days.</summary>
internal static class WaiveCommand
{
    public static Command Build(Surroundings surroundings)
    {
        var path = new Argument<string>("PATH") { Description = "The runbook." };
        var until = new Option<string>("--until")
        {
            Description = $"The day from which it counts again, at most {RunbookWaiver.DaysMax} days ahead.",
            Required = true, HelpName = "YYYY-MM-DD",
        };
        var because = new Option<string>("--because") { Description = "Why.", Required = true, HelpName = "TEXT" };
        var by = new Option<string?>("--by")
        {
            Description = "Who puts it off (default: GITHUB_ACTOR, or git's github.user).", HelpName = "@login",
        };
        var root = RunbookOptions.Root();
        var today = RunbookOptions.Today();
        var command = new VerbCommand(
            "waive",
            "Put the review of a runbook off, for a reason and for some days. Once for each review.",
            "githubops runbooks waive docs/runbooks/roll-back.md --until 2026-12-01 --by @ana --because 'incident 812'")
        {
            path, until, because, by, root, today,
        };
        command.SetAction((result, cancellation) =>
        {
            var folder = RunbookOptions.ReadRoot(result.GetValue(root), surroundings);
            using var git = GitRepository.Find(folder);
            var on = RunbookOptions.ReadToday(result.GetValue(today), surroundings);
            var waiver = new RunbookWaiver(
                RunbookOptions.Who(result.GetValue(by), git, surroundings, cancellation), on,
                ReadUntil(result.GetValue(until)!, on), ReadReason(result.GetValue(because)!), Line: 0);
            var files = new RepoFiles(git?.Root ?? folder);
            return Task.FromResult(Waive(result.GetValue(path)!, waiver, files, surroundings));
        });
        return command;
    }

    private static int Waive(string name, RunbookWaiver waiver, RepoFiles files, Surroundings surroundings)
    {
        if (RunbookFolder.Named(files, [name], surroundings.Folder) is not [var path])
            throw new UsageException("name one runbook");
        var (bytes, truncated, problem) = files.Read(path);
        var reading = bytes is null
            ? new RunbookReading(path, null, null, [problem!]) : RunbookReader.Read(path, bytes);
        if (truncated || reading is not { Runbook: { } runbook, FrontMatter: { } front })
            throw new UsageException(truncated ? $"{path} is larger than 1 MiB" : reading.Problems[0].ToString());
        if (runbook.Waiver is { On: { } old } && !(runbook.Review?.On > old))
            throw new UsageException(
                $"{Problems.ShownPath(path)} was put off already, and nobody has reviewed it since");
        files.Replace(path, RunbookRenewal.Write(front, waiver),
            bytes.AsSpan().StartsWith("\uFEFF"u8));
        surroundings.Out.WriteLine(
            $"waived {Problems.ShownPath(path)} until {RunbookAge.Date(waiver.Until!.Value)}");
        return ExitCodes.Pass;
    }

    private static LocalDate ReadUntil(string text, LocalDate on)
    {
        return IsoDate.Read(text) is { } day && day > on && day <= on.PlusDays(RunbookWaiver.DaysMax)
            ? day
            : throw new UsageException(
                $"--until must be a day between tomorrow and {RunbookAge.Date(on.PlusDays(RunbookWaiver.DaysMax))}");
    }

    private static string ReadReason(string text) => text.Trim() is { Length: > 0 and <= 500 } reason &&
        !reason.Any(char.IsControl)
            ? reason : throw new UsageException("--because must say why, in one line");
}
