using System.Collections.Immutable;

namespace GitHubOps.Core;

public enum FieldKind
{
    Markdown,
    Input,
    Textarea,
    Dropdown,
    Checkboxes,
    Upload,
    Other,
}

/// <summary>One element of an issue form. <see cref="Id"/> is null where the form gives none.</summary>
public sealed record FormField(
    string? Id, FieldKind Kind, string Label, bool Required, bool Multiple, ImmutableArray<string> Options)
{
    /// <summary>The answer comes inside a code fence (<c>render:</c>).</summary>
    public bool IsRendered { get; init; }

    /// <summary>Where it begins in the form's file.</summary>
    public Place At { get; init; }

    /// <summary>Where each of <see cref="Options"/> stands.</summary>
    public ImmutableArray<Place> OptionsAt { get; init; } = [];

    /// <summary>Where an option stands; the field itself for one that it does not have.</summary>
    public Place PlaceOf(string option) => Options.IndexOf(option) is >= 0 and var at ? OptionsAt[at] : At;
}

/// <summary>An issue form (<c>.github/ISSUE_TEMPLATE/*.yml</c>) as far as decisions need it.</summary>
public sealed record IssueForm(
    string File, string Name, ImmutableArray<string> Labels, string? IssueType, ImmutableArray<FormField> Fields)
{
    /// <summary>Where each of <see cref="Labels"/> stands.</summary>
    public ImmutableArray<Place> LabelsAt { get; init; } = [];
}

/// <summary>
/// The answers of a body that was made from a form, by field id. Empty answers (<c>_No response_</c>) are absent. Where
/// several options were chosen, each stands on a line of its own; of checkboxes, the ticked ones.
/// </summary>
public sealed record FormAnswers(IssueForm Form, ImmutableDictionary<string, string> ById)
{
    /// <summary>The chosen options of a field: one where one can be chosen, none where it was not answered.</summary>
    public ImmutableArray<string> Chosen(string id) =>
        ById.TryGetValue(id, out var answer) ? [.. answer.Split('\n')] : [];
}
