namespace GitHubOps.Core;

/// <summary>
/// The convention of a form's <c>area</c> field: an option is the name of an area, or leaves it open.
/// </summary>
public static class FormArea
{
    public const string DontKnow = "I don't know";

    /// <summary>The area that an answer names; null where it leaves it open or names none.</summary>
    public static string? Of(string answer, RepoPolicy policy) =>
        policy.Areas.Select(area => area.Name)
            .FirstOrDefault(name => string.Equals(name, answer.Trim(), StringComparison.OrdinalIgnoreCase));
}
