using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>One word of a talk: the reporter's, or an answer of the team's.</summary>
/// <param name="Id">GitHub's id of the comment: the same word told twice is one.</param>
public sealed record TalkLine(long Id, Instant At, bool ByReporter);

/// <summary>A stretch of a talk that is promised not to last too long; open-ended while it does.</summary>
public sealed record TalkCycle(Instant From, Instant? To);

/// <summary>
/// Who spoke when, in the order of GitHub's times: what follows from it is the same however late or how often a word
/// was told. Of a long talk the newest words are kept.
/// </summary>
public static class Talk
{
    public const int LinesMax = 40;

    public static ImmutableArray<TalkLine> With(this ImmutableArray<TalkLine> lines, TalkLine line)
    {
        if (lines.Any(one => one.Id == line.Id)) return lines;
        var index = lines.Length;
        while (index > 0 && (lines[index - 1].At, lines[index - 1].Id).CompareTo((line.At, line.Id)) > 0) index--;
        var added = lines.Insert(index, line);
        return added.Length <= LinesMax ? added : added.RemoveAt(0);
    }

    /// <summary>From each first word of the reporter's that is not answered to its answer.</summary>
    /// <param name="answeredAt">When the first answer was given: the promise of that one is another.</param>
    public static IEnumerable<TalkCycle> Replies(IEnumerable<TalkLine> lines, Instant answeredAt)
    {
        Instant? asked = null;
        foreach (var line in lines.Where(line => line.At > answeredAt))
        {
            if (line.ByReporter)
            {
                asked ??= line.At;
            }
            else if (asked is { } from)
            {
                yield return new TalkCycle(from, line.At);
                asked = null;
            }
        }

        if (asked is { } open) yield return new TalkCycle(open, null);
    }

    /// <summary>From each word of the team's to its next.</summary>
    public static IEnumerable<TalkCycle> Updates(IEnumerable<TalkLine> lines)
    {
        Instant? told = null;
        foreach (var line in lines.Where(line => !line.ByReporter))
        {
            if (told is { } from) yield return new TalkCycle(from, line.At);
            told = line.At;
        }

        if (told is { } open) yield return new TalkCycle(open, null);
    }
}
