namespace GitHubOps.Core;

/// <summary>
/// The hours in which steps of one kind are taken: those of a calendar (any zone, holidays and special days included),
/// of whoever has the issue, or all.
/// </summary>
/// <param name="Name">A calendar, <see cref="Theirs"/> or <see cref="Any"/>.</param>
/// <param name="SkipsOutside">A step whose time comes outside of them is left out; otherwise it waits for them.</param>
public sealed record StepHours(string Name, bool SkipsOutside)
{
    public const string Theirs = "theirs";
    public const string Any = "any";

    /// <summary><c>west</c>, <c>theirs</c>, <c>west or skip</c></summary>
    public static StepHours? Parse(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [var name] => new StepHours(name, SkipsOutside: false),
        [var name, "or", "skip"] => new StepHours(name, SkipsOutside: true),
        _ => null,
    };
}
