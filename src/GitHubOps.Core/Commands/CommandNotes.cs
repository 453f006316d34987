using NodaTime;

namespace GitHubOps.Core;

/// <summary>What was said to people who used commands: it stands in the one comment's details.</summary>
internal static class CommandNotes
{
    private const int NotesMax = 6;
    private const int MarksMax = 60;

    /// <summary>A sentence of ours; user text stands in it between backticks only.</summary>
    public static IssueState Tell(this IssueState state, Instant at, string text)
    {
        var told = state.Told.Add(new HistoryLine(at, text));
        return state with { Told = told.Length <= NotesMax ? told : told.RemoveAt(0) };
    }

    /// <summary>
    /// A line of a comment is run once, whatever news of that comment come twice, late or in another order.
    /// </summary>
    public static IssueState Mark(this IssueState state, CommandMark mark)
    {
        var marks = state.CommandsRun.Add(mark);
        return state with { CommandsRun = marks.Length <= MarksMax ? marks : marks.RemoveAt(0) };
    }
}

/// <summary>A command that was dealt with.</summary>
/// <param name="Comment">GitHub's id of the comment.</param>
/// <param name="Line">Verb and rest.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="IsDone">False: it was refused.</param>
public sealed record CommandMark(long Comment, string Line, Login By, bool IsDone);
