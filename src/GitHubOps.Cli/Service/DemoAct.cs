using System.Collections.Immutable;
using System.Globalization;
using GitHubOps.Core;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Cli;

/// <summary>Something that a person does on GitHub at a moment of the script.</summary>
/// <param name="Issue">The script's own name of the issue or pull request: numbers are given by GitHub.</param>
internal sealed record DemoAct(Instant At, string Who, string Issue, DemoDeed Deed);

internal abstract record DemoDeed
{
    private DemoDeed()
    {
    }

    public sealed record Open(string Repository, string Title, DemoText Body) : DemoDeed;

    public sealed record Comment(string Text) : DemoDeed;

    public sealed record Edit(string? Title, DemoText? Body) : DemoDeed;

    /// <summary>
    /// Takes the other labels of the same family away first, as people do who know that there is one of each.
    /// </summary>
    public sealed record Label(string Name) : DemoDeed;

    /// <summary>Instead of whoever has it.</summary>
    public sealed record Assign(string Login) : DemoDeed;

    public sealed record Close(string Reason) : DemoDeed;

    public sealed record Reopen : DemoDeed;

    /// <summary>Opens a pull request that changes a file.</summary>
    public sealed record Propose(string Repository, string Title, DemoEdit Change) : DemoDeed;

    /// <summary>One more commit on it.</summary>
    public sealed record Amend(DemoEdit Change) : DemoDeed;
}

/// <summary>A part of a file, and what takes its place.</summary>
internal sealed record DemoEdit(string Path, string Old, string New)
{
    /// <exception cref="InvalidOperationException">The file has no such part: the script is wrong.</exception>
    public string In(string text) => text.Contains(Old, StringComparison.Ordinal)
        ? text.Replace(Old, New, StringComparison.Ordinal)
        : throw new InvalidOperationException($"{Path} does not say {Old}");
}

/// <summary>What an issue says: free text, or the answers given in a form of the repository.</summary>
internal abstract record DemoText
{
    private DemoText()
    {
    }

    public sealed record Blank(string Text) : DemoText;

    /// <summary>Answers by field id; a field that is not named stays empty.</summary>
    public sealed record Form(string File, ImmutableArray<(string Field, string Answer)> Answers) : DemoText;

    public static implicit operator DemoText(string text) => new Blank(text);

    public static DemoText Of(string file, params ReadOnlySpan<(string Field, string Answer)> answers) =>
        new Form(file, [.. answers]);
}

/// <summary>A page of the script: one repository, and the wall clock of the people who work there.</summary>
internal sealed class DemoPage(string repository, string zone)
{
    private static readonly LocalDateTimePattern Written =
        LocalDateTimePattern.Create("uuuu-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public DemoAct Opens(string when, string who, string issue, string title, DemoText body) =>
        Act(when, who, issue, new DemoDeed.Open(repository, title, body));

    public DemoAct Says(string when, string who, string issue, string text) =>
        Act(when, who, issue, new DemoDeed.Comment(text));

    public DemoAct Edits(string when, string who, string issue, string? title = null, DemoText? body = null) =>
        Act(when, who, issue, new DemoDeed.Edit(title, body));

    public DemoAct Labels(string when, string who, string issue, string label) =>
        Act(when, who, issue, new DemoDeed.Label(label));

    public DemoAct Gives(string when, string who, string issue, string to) =>
        Act(when, who, issue, new DemoDeed.Assign(to));

    public DemoAct Closes(string when, string who, string issue, string reason = "completed") =>
        Act(when, who, issue, new DemoDeed.Close(reason));

    public DemoAct Reopens(string when, string who, string issue) => Act(when, who, issue, new DemoDeed.Reopen());

    public DemoAct Proposes(string when, string who, string pull, string title, DemoEdit edit) =>
        Act(when, who, pull, new DemoDeed.Propose(repository, title, edit));

    public DemoAct Amends(string when, string who, string pull, DemoEdit edit) =>
        Act(when, who, pull, new DemoDeed.Amend(edit));

    /// <param name="when"><c>10-30 16:00</c> or <c>10-30 16:00:04</c> of 2026, on the page's wall clock.</param>
    private DemoAct Act(string when, string who, string issue, DemoDeed deed)
    {
        var local = Written.Parse($"2026-{when}{(when.Length == 11 ? ":00" : "")}").Value;
        var found = LocalPoint.FindZone(zone) ?? throw new InvalidOperationException($"no zone {zone}");
        return new DemoAct(LocalPoint.ToInstant(local, found), who, issue, deed);
    }
}
