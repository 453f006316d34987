using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// Judges what stands on GitHub at the end. It knows the repositories' files and each issue's page, and nothing of what
/// the service believes.
/// </summary>
internal static class DemoChecks
{
    private static readonly ImmutableArray<string> States = ["running", "paused", "late", "answered", "closed"];
    private static readonly ImmutableArray<string> StatesWithoutDue = ["paused", "closed"];

    /// <summary>A sentence for everything that is not as it must be; empty when all is well.</summary>
    public static ImmutableArray<string> Judge(
        ImmutableArray<DemoIssue> issues, IReadOnlyDictionary<string, RepoPolicy> policies) =>
        [.. issues.SelectMany(issue => Judge(issue, issues, policies).Select(problem => $"{issue}: {problem}"))];

    /// <param name="heads">Of pull requests that change the operating model.</param>
    /// <param name="canBeObeyed">Whether a repository could be served with another <c>ops.yml</c>.</param>
    public static ImmutableArray<string> Judge(
        ImmutableArray<DemoHead> heads, Func<string, string, bool> canBeObeyed) =>
        [.. heads.SelectMany(
            head => Judge(head, canBeObeyed(head.Repo, head.Ops)).Select(problem => $"{head.Name}: {problem}"))];

    private static IEnumerable<string> Judge(DemoHead head, bool canBeObeyed)
    {
        if (head.Run(CheckVerdict.Config) is not { Status: "completed" } config)
        {
            yield return $"its head has no {CheckVerdict.Config}";
            yield break;
        }

        if (head.Run(CheckVerdict.Replay) is not { Status: "completed" })
            yield return $"its head has no {CheckVerdict.Replay}";
        var (says, should) = (config.Conclusion, canBeObeyed ? "success" : "failure");
        if (says != should) yield return $"{config.Name} says {says}, where it is {should}";
        var lines = head.Ops.Split('\n').Length;
        var places = DemoHead.Annotations(config).Where(one => one.Path == PolicyFiles.Ops).ToList();
        if (!canBeObeyed && places.Count == 0) yield return $"{config.Name} names no line of {PolicyFiles.Ops}";
        foreach (var place in places.Where(place => place.Line < 1 || place.Line > lines))
            yield return $"{config.Name} names line {place.Line} of {lines}";
    }

    private static IEnumerable<string> Judge(
        DemoIssue issue, ImmutableArray<DemoIssue> all, IReadOnlyDictionary<string, RepoPolicy> policies)
    {
        foreach (var family in (string[])["area/", "sev/"])
            if (issue.Labels.Count(l => l.StartsWith(family, StringComparison.Ordinal)) is var n and not 1)
                yield return $"has {n} labels of {family}*, not one";
        if (issue.Assignees.Length != 1) yield return $"has {issue.Assignees.Length} assignees, not one";
        if (issue.Assignees.Contains(issue.OpenedBy, StringComparer.OrdinalIgnoreCase))
            yield return $"is assigned to its author {issue.OpenedBy}";
        if (issue.BotComments.Length != 1) yield return $"has {issue.BotComments.Length} status comments, not one";
        if (issue.WritesOnOpen != 1) yield return $"its opening cost {issue.WritesOnOpen} write requests, not one";
        if (issue.Timeline.Any(m => m is { IsBot: true, Kind: "closed" })) yield return "was closed by the bot";
        foreach (var body in issue.BotComments)
            if (MentionIn(body) is { } mention) yield return $"the comment mentions {mention}";
        foreach (var problem in JudgeFacts(issue)) yield return problem;
        if (!policies.TryGetValue(issue.Repo, out var policy))
            yield return "its repository has no policy that can be obeyed";
        else
            foreach (var problem in DemoShifts.Judge(issue, policy, all)) yield return problem;
    }

    private static IEnumerable<string> JudgeFacts(DemoIssue issue)
    {
        if (issue.BotComments.IsEmpty) yield break;
        if (issue.Facts is not { } facts)
        {
            yield return "the comment lacks its hidden line";
            yield break;
        }

        if (!States.Contains(facts.State))
            yield return $"the comment's state is \"{facts.State}\", not one of {string.Join(", ", States)}";
        else if (facts.DueAt is null && !StatesWithoutDue.Contains(facts.State))
            yield return $"is {facts.State} without a due time";
        if (facts.DecidedBy.IsEmpty) yield return "the comment names no rule that decided";
        if (!issue.IsOpen && facts.State != "closed") yield return $"is closed, but its comment says {facts.State}";
    }

    /// <summary>
    /// The first <c>@name</c> that GitHub would make a mention of: outside code, and not in the middle of a word.
    /// Escapes of the sign count as the sign.
    /// </summary>
    private static string? MentionIn(string body)
    {
        var text = WithoutCode(body)
            .Replace("&#64;", "@", StringComparison.Ordinal)
            .Replace("&#x40;", "@", StringComparison.OrdinalIgnoreCase)
            .Replace("&commat;", "@", StringComparison.Ordinal);
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            if (at > 0 && char.IsAsciiLetterOrDigit(text[at - 1])) continue;
            var end = at + 1;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '/')) end++;
            if (end > at + 1) return text[at..end];
        }

        return null;
    }

    /// <summary>Without what stands between equally long runs of backticks.</summary>
    private static string WithoutCode(string body)
    {
        var kept = new System.Text.StringBuilder();
        for (var i = 0; i < body.Length;)
        {
            if (body[i] != '`')
            {
                kept.Append(body[i++]);
                continue;
            }

            var open = i;
            while (i < body.Length && body[i] == '`') i++;
            var close = FindRun(body, i, i - open);
            if (close >= 0) i = close + (i - open);
        }

        return kept.ToString();
    }

    private static int FindRun(string body, int from, int length)
    {
        for (var i = from; i < body.Length;)
        {
            if (body[i] != '`')
            {
                i++;
                continue;
            }

            var start = i;
            while (i < body.Length && body[i] == '`') i++;
            if (i - start == length) return start;
        }

        return -1;
    }
}
