using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace GitHubOps.Core;

/// <summary>
/// An issue form by the convention of field ids: the areas of the policy, for each fact that severity rules ask a form
/// for the answers that they know, and what <c>intake</c> needs.
/// </summary>
internal static class StarterForm
{
    /// <summary>The form of a repository that has none.</summary>
    public const string Usual = "bug.yml";

    /// <summary>For answers that no rule speaks of: a reporter must not be made to say what is not so.</summary>
    private const string NoneOfThese = "Something else";

    private static readonly ImmutableHashSet<string> Long = ["logs", "transcript"];

    /// <param name="name"><c>bug.yml</c></param>
    /// <param name="policy">Whose areas and rules are asked for.</param>
    /// <param name="needs">Ids of fields without which nobody can go on.</param>
    public static RepoFile Write(string name, RepoPolicy policy, ImmutableArray<string> needs)
    {
        var text = new StringBuilder()
            .Append($"name: {Option(Words(name[..name.LastIndexOf('.')]))}\n")
            .Append("description: Your answers decide who looks at it and by when.\n")
            .Append("body:\n");
        var asked = new HashSet<string>(StringComparer.Ordinal);
        if (!policy.Areas.IsEmpty)
            Dropdown(text, asked, "area", "Where do you see it? Leave it at the last entry when unsure.",
                [.. policy.Areas.Select(area => area.Name), FormArea.DontKnow]);
        var answers = policy.SeverityRules.SelectMany(rule => rule.Conditions).OfType<Condition.Answer>();
        foreach (var field in answers.GroupBy(answer => answer.Field).OrderBy(group => group.Key,
            StringComparer.Ordinal))
            Dropdown(text, asked, field.Key, "What comes nearest?",
                [.. field.Select(answer => answer.Text).Distinct(StringComparer.Ordinal), NoneOfThese]);
        foreach (var need in needs.Where(IsId)) Field(text, asked, need, Long.Contains(need) ? "textarea" : "input");
        Field(text, asked, "what-happened", "textarea", "What you did, what you saw, and what you expected.");
        return new RepoFile(PolicyFiles.Forms + name, text.ToString());
    }

    private static void Dropdown(
        StringBuilder text, HashSet<string> asked, string id, string description, ImmutableArray<string> options)
    {
        if (!Field(text, asked, id, "dropdown", description, isDone: false)) return;
        text.Append("      options:\n");
        foreach (var option in options.Distinct(StringComparer.Ordinal)) text.Append($"        - {Option(option)}\n");
        Required(text);
    }

    private static bool Field(
        StringBuilder text, HashSet<string> asked, string id, string type, string? description = null,
        bool isDone = true)
    {
        if (!asked.Add(Words(id))) return false;
        text.Append($"  - type: {type}\n    id: {id}\n    attributes:\n      label: {Option(Words(id))}\n");
        if (description is not null) text.Append($"      description: {description}\n");
        if (Long.Contains(id)) text.Append("      render: text\n");
        if (isDone) Required(text);
        return true;
    }

    private static void Required(StringBuilder text) => text.Append("    validations:\n      required: true\n");

    private static string Option(string text) =>
        text.All(c => char.IsAsciiLetter(c) || c == ' ') && text.Trim().Contains(' ', StringComparison.Ordinal)
            ? text.Trim() : Starter.Text(text);

    private static bool IsId(string text) => text.Length is > 0 and <= 60 && char.IsAsciiLetter(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && YamlTrap.Of(text) is null;

    /// <summary><c>what-happened</c> → <c>What happened</c></summary>
    private static string Words(string id)
    {
        var words = id.Replace('-', ' ').Replace('_', ' ').Trim();
        return words.Length == 0 ? id : char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..];
    }
}
