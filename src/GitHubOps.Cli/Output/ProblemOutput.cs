using System.Collections.Immutable;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>A list of problems in the form that was asked for.</summary>
internal static class ProblemOutput
{
    public static Task WriteAsync(
        string subject, ImmutableArray<Problem> problems, string format, Surroundings surroundings) =>
        surroundings.Out.WriteAsync(format switch
        {
            "json" => ProblemJson.Of(subject, problems),
            "sarif" => Sarif.Of(problems),
            "annotations" => Quoted(Text(subject, problems), surroundings)
                + WorkflowCommands.Annotations(subject, problems),
            _ => Quoted(Text(subject, problems), surroundings),
        });

    public static int ExitCode(ImmutableArray<Problem> problems, string failOn) => failOn switch
    {
        "never" => ExitCodes.Pass,
        "warning" => problems.Any(x => x.Level >= ProblemLevel.Warning) ? ExitCodes.Findings : ExitCodes.Pass,
        _ => problems.Any(x => x.Level == ProblemLevel.Error) ? ExitCodes.Findings : ExitCodes.Pass,
    };

    /// <summary>A level, a code, a place and a sentence; below it what to do.</summary>
    public static void Append(StringBuilder text, Problem problem)
    {
        text.Append(RunbookWords.Of(problem.Level).PadRight(8)).Append(problem.Code)
            .Append(problem.File is null ? ": " : " ")
            .Append(Line(problem with { Remedy = null })).Append('\n');
        if (problem.Remedy is not null) text.Append("        → ").Append(problem.Remedy).Append('\n');
    }

    public static string Line(Problem problem) =>
        (problem with { File = problem.File is { } file ? Problems.ShownPath(file) : null }).ToString();

    private static string Text(string subject, ImmutableArray<Problem> problems)
    {
        var text = new StringBuilder();
        foreach (var problem in problems) Append(text, problem);
        if (!problems.IsEmpty) text.Append('\n');
        var counts = Enum.GetValues<ProblemLevel>().Reverse()
            .Select(level => Count(problems.Count(x => x.Level == level), RunbookWords.Of(level)));
        return text.Append($"{subject}: {string.Join(", ", counts)}\n").ToString();
    }

    private static string Quoted(string text, Surroundings surroundings) =>
        surroundings.OnActions ? WorkflowCommands.Quoted(text) : text;

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
