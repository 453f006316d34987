using System.CommandLine;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// <c>githubops runbooks adopt</c>: puts off all that stands against the runbooks, each for some weeks; later takes out
/// of the file what is mended or over.
/// </summary>
internal static class AdoptCommand
{
    private const string Nobody = "nobody";

    public static Command Build(Surroundings surroundings)
    {
        var root = RunbookOptions.Root();
        var baseline = RunbookOptions.Baseline();
        var today = RunbookOptions.Today();
        var perWeek = new Option<int>("--per-week")
        {
            Description = "How many documents of one owner become due again each week.",
            HelpName = "N", DefaultValueFactory = _ => BaselinePlan.PerWeek,
        };
        var prune = new Option<bool>("--prune") { Description = "Take out what is mended or over; add nothing." };
        var timeout = RunbookOptions.Timeout();
        var command = new VerbCommand(
            "adopt",
            "Start with the gate where much is old already: write what is found today into a file of exemptions, " +
            "which end one after the other.",
            "githubops runbooks adopt",
            "githubops runbooks adopt --per-week 5",
            "githubops runbooks adopt --prune")
        {
            root, baseline, perWeek, prune, today, timeout,
        };
        command.SetAction(
            (result, cancellation) => Task.FromResult(RunbookOptions.Within(result.GetValue(timeout), limit =>
        {
            var weekly = result.GetValue(perWeek);
            if (weekly is < 1 or > 1000) throw new UsageException("--per-week must be between 1 and 1000");
            var folder = RunbookOptions.ReadRoot(result.GetValue(root), surroundings);
            var question = new SurveyQuestion(folder, [])
            {
                Baseline = RunbookOptions.ReadBaseline(result.GetValue(baseline), folder),
            };
            var survey = RunbookSurvey.Gather(question, new ChangeRequest.Nothing(),
                RunbookOptions.ReadToday(result.GetValue(today), surroundings), surroundings, limit);
            if (survey.PolicyProblems.Length > 0)
                throw new UsageException(Problems.ShownPath(survey.PolicyProblems[0].ToString()));
            var files = new RepoFiles(GitRepository.RootOf(folder) ?? folder);
            var said = result.GetValue(prune)
                ? Prune(survey.Facts, files)
                : Adopt(survey.Facts, question, weekly, files, limit);
            surroundings.Out.Write(surroundings.OnActions ? WorkflowCommands.Quoted(said) : said);
            return ExitCodes.Pass;
        }, cancellation)));
        return command;
    }

    private static string Adopt(
        RunbookFacts facts, SurveyQuestion question, int weekly, RepoFiles files, CancellationToken cancellation)
    {
        if (facts.Baseline is not null)
        {
            throw new UsageException(
                $"{Problems.ShownPath(question.Baseline)} is there already and can only shrink: mend what it names, then " +
                "`githubops runbooks adopt --prune`");
        }

        var (owners, _) = new OwnersFolder(files.Root).Read(markdown: false, cancellation);
        var plan = BaselinePlan.Of(RunbookChecker.Check(facts), weekly,
            path => owners.ApproversOf(path) is [var first, ..] ? "@" + first : Nobody);
        var documents = plan.Shares.Sum(x => x.Documents);
        if (documents == 0) return "Nothing is found that would have to be put off.\n";
        files.Replace(question.Baseline, RunbookBaseline.Write(plan.Entries), withMark: false);
        var table = new TextTable("owner", "documents", "a week", "first due", "last due");
        foreach (var share in plan.Shares)
        {
            table.Add(Problems.Shown(share.Owner), $"{share.Documents}", $"{share.PerWeek}",
                RunbookAge.Date(share.First),
                RunbookAge.Date(share.Last));
        }

        return new StringBuilder().Append(table).Append('\n')
            .Append($"{plan.Entries.Length} findings of {documents} documents are put off in ")
            .Append($"{Problems.ShownPath(question.Baseline)}, the last until ")
            .Append($"{RunbookAge.Date(plan.Shares.Max(x => x.Last))}. Commit the file.\n").ToString();
    }

    private static string Prune(RunbookFacts facts, RepoFiles files)
    {
        if (facts.Baseline is not { } baseline) return "There is no file of exemptions.\n";
        if (baseline.Problems.Length > 0) throw new UsageException(Problems.ShownPath(baseline.Problems[0].ToString()));
        var gone = BaselineRule.Unused(facts, baseline).Concat(baseline.Entries.Where(x => x.Expires <= facts.Today))
            .ToHashSet();
        files.Replace(baseline.File, RunbookBaseline.Write(baseline.Entries.Where(x => !gone.Contains(x))),
            withMark: false);
        return $"Took {gone.Count} of {baseline.Entries.Length} exemptions out of {Problems.ShownPath(baseline.File)}.\n";
    }
}
