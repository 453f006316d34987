using System.CommandLine;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// <c>githubops runbooks list</c>: every runbook with owner, review and state, the most urgent first.
/// </summary>
internal static class ListCommand
{
    public static Command Build(Surroundings surroundings)
    {
        var root = RunbookOptions.Root();
        var today = RunbookOptions.Today();
        var command = new VerbCommand("list", "List the runbooks with owner, last review and when the next is due.",
            "githubops runbooks list") { root, today };
        command.SetAction((result, cancellation) =>
        {
            var day = RunbookOptions.ReadToday(result.GetValue(today), surroundings);
            var folder = RunbookOptions.ReadRoot(result.GetValue(root), surroundings);
            var survey = RunbookSurvey.Gather(new(folder, []), new ChangeRequest.Nothing(), day, surroundings,
                cancellation);
            var report = RunbookChecker.Check(survey.Facts);
            foreach (var problem in survey.PolicyProblems)
                surroundings.Error.WriteLine("githubops: " + problem);
            var table = new TextTable("runbook", "owner", "severity", "reviewed", "state", "due");
            foreach (var runbook in report.Facts.Runbooks.OrderByDescending(x => x.Age.State).ThenBy(x => x.Age.Due))
                table.Add(Row(runbook));
            surroundings.Out.Write(table.ToString());
            return Task.FromResult(survey.PolicyProblems.Length > 0 ? ExitCodes.Usage : ExitCodes.Pass);
        });
        return command;
    }

    private static string[] Row(RunbookCase runbook) =>
    [
        Problems.Shown(runbook.Path),
        Problems.Shown(runbook.Runbook?.Owner ?? "-"),
        runbook.Runbook is { } known ? RunbookWords.Of(RunbookPolicy.SeverityOf(known)) : "-",
        runbook.Runbook?.Review?.On is { } on ? RunbookAge.Date(on) : "-",
        CheckText.StateOf(runbook.Age),
        runbook.Age.Due is { } due ? RunbookAge.Date(due) : "-",
    ];
}
