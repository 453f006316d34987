using System.Security.Cryptography;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// What the runner reads out of a step's output. A line that begins with two colons is a command, whoever wrote it:
/// text goes out with commands stopped, commands with everything escaped.
/// </summary>
internal static class WorkflowCommands
{
    /// <summary>The runner shows ten of a kind for a whole composite action, first come.</summary>
    public const int OfOneKindMax = 9;

    /// <summary>The runner cuts a message here.</summary>
    private const int MessageMax = 4096;

    /// <summary>Text between two commands that switch commands off and, by a word nobody can guess, on again.</summary>
    public static string Quoted(string text)
    {
        var word = RandomWord();
        return $"::stop-commands::{word}\n{text}{(text.EndsWith('\n') ? "" : "\n")}::{word}::\n";
    }

    /// <summary>At most nine annotations of a kind; the last place says how many there are more.</summary>
    public static string Annotations(string subject, IEnumerable<Problem> problems)
    {
        var text = new StringBuilder();
        foreach (var kind in problems.GroupBy(x => x.Level))
        {
            var all = kind.ToArray();
            var shown = all.Length <= OfOneKindMax ? all : all[..(OfOneKindMax - 1)];
            foreach (var problem in shown) text.Append(Annotation(subject, problem)).Append('\n');
            if (shown.Length < all.Length)
                text.Append(
                    $"::{RunbookWords.Of(kind.Key)}::{all.Length - shown.Length} more, see the summary of this run\n");
        }

        return text.ToString();
    }

    /// <summary>What kept the tool from working.</summary>
    public static string Error(string message) => $"::error title=githubops::{Data(message)}\n";

    /// <summary>Adds a value to the file of outputs, in a form that no value can break out of.</summary>
    public static string Output(string name, string value)
    {
        var word = RandomWord();
        return $"{name}<<{word}\n{value}\n{word}\n";
    }

    private static string Annotation(string subject, Problem problem)
    {
        var place = problem.File is null ? "" : $"file={Property(problem.File)},line={Math.Max(1, problem.Line)},";
        var column = problem.File is null || problem.Column == 0 ? "" : $"col={problem.Column},";
        var message = problem.Remedy is null ? problem.Text : $"{problem.Text.TrimEnd('.')}. {problem.Remedy}";
        var named = problem.File is null ? message : $"{Problems.ShownPath(problem.File)}: {message}";
        return $"::{RunbookWords.Of(problem.Level)} " +
            $"{place}{column}title={Property($"{subject} {problem.Code}")}::{Data(named)}";
    }

    private static string Data(string text) => Cut(text)
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);

    private static string Cut(string text) => text.Length <= MessageMax - 100 ? text : text[..(MessageMax - 100)] + "…";

    private static string RandomWord() => "githubops-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
