using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Reads values of <c>ops.yml</c> strictly. What is not as it should be becomes a problem that says what to write
/// instead; the answer is null then, and the caller goes on to the next value so that one reading finds everything.
/// </summary>
internal sealed class ValueReader(ProblemList problems)
{
    public const int TextMax = 2_000;
    public const int ItemsMax = 1_000;

    public ProblemList Problems => problems;

    /// <param name="node">The value.</param>
    /// <param name="name">The key's whole name: <c>areas.docs</c>.</param>
    /// <param name="example">What to write instead.</param>
    public OpsMap? Map(OpsNode node, string name, string example)
    {
        if (node is OpsMap map) return map;
        Wrong(node, name, "a map", example);
        return null;
    }

    /// <summary>A map of which all keys are known; the others are problems with the nearest known one.</summary>
    public OpsMap? Fields(OpsNode node, string name, string example, params ReadOnlySpan<string> known)
    {
        if (Map(node, name, example) is not { } map) return null;
        foreach (var entry in map.Entries)
            if (!known.Contains(entry.Key)) UnknownKey(entry, name, [.. known]);
        return map;
    }

    public void UnknownKey(OpsEntry entry, string name, IReadOnlyCollection<string> known)
    {
        var where = name.Length == 0 ? "" : $" in `{name}`";
        problems.Error(ProblemCodes.UnknownKey, entry.KeyAt, $"`{Shown(entry.Key)}` is not a known key{where}",
            (problems.IsFull ? null : Nearest.Remedy(entry.Key, known)) ?? "Take it away.");
    }

    public OpsList? List(OpsNode node, string name, string example)
    {
        if (node is OpsList { Items.Length: <= ItemsMax } list) return list;
        if (node is OpsList)
            problems.Error(
                ProblemCodes.WrongValue, node.At, $"`{name}` holds more than {ItemsMax} values", "Shorten it.");
        else Wrong(node, name, "a list", example);
        return null;
    }

    /// <summary>A text, not empty; unquoted words that YAML reads as something else are refused.</summary>
    /// <param name="node">The value.</param>
    /// <param name="name">The key's whole name.</param>
    /// <param name="example">What to write instead.</param>
    /// <param name="isFree">Any text may stand here, so that quotes alone would make it right.</param>
    public string? Text(OpsNode node, string name, string example, bool isFree = false)
    {
        if (node is not OpsText text)
        {
            Wrong(node, name, "a text", example);
            return null;
        }

        if (text.Plain && YamlTrap.Of(text.Text) is { } seen)
        {
            problems.Error(ProblemCodes.YamlTrap, node.At,
                $"`{Shown(text.Text)}` without quotes is {seen} in YAML, and `{name}` is a text",
                isFree && text.Text.Length > 0 ? $"Write `\"{Shown(text.Text)}\"`." : $"Write {example}.");
            return null;
        }

        var wrong = text.Text.Length == 0 ? "empty"
            : text.Text.Length > TextMax ? "too long"
            : text.Text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')) ? "not printable"
            : null;
        if (wrong is null) return text.Text;
        problems.Error(ProblemCodes.WrongValue, node.At, $"`{name}` is {wrong}", $"Write {example}.");
        return null;
    }

    /// <summary>A list of texts, each with its place.</summary>
    public ImmutableArray<(string Text, Place At)> Texts(
        OpsNode node, string name, string example, bool isFree = false) =>
        List(node, name, example) is not { } list ? [] :
        [.. list.Items.Select(item => (Text: Text(item, name, example, isFree), item.At))
            .Where(item => item.Text is not null).Select(item => (item.Text!, item.At))];

    /// <summary>A whole number between two bounds, both included.</summary>
    public int? Number(OpsNode node, string name, int min, int max)
    {
        if (node is OpsText { Plain: true } text && text.Text.Length <= 9 && text.Text.All(char.IsAsciiDigit) &&
            int.TryParse(text.Text, out var number) && number >= min && number <= max) return number;
        problems.Error(node is OpsText ? ProblemCodes.WrongValue : ProblemCodes.WrongType, node.At,
            $"`{name}` is {Described(node)}, not a whole number from {min} to {max}", $"Write a number: `{min}`.");
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool? Truth(OpsNode node, string name)
    {
        if (node is OpsText { Plain: true, Text: "true" or "false" } text) return text.Text == "true";
        problems.Error(ProblemCodes.WrongType, node.At, $"`{name}` is {Described(node)}, not true or false",
            "Write `true` or `false`.");
        return null;
    }

    /// <summary>One of a closed list of words.</summary>
    public string? Word(OpsNode node, string name, params ReadOnlySpan<string> words)
    {
        if (node is OpsText text && words.Contains(text.Text)) return text.Text;
        var isTrap = node is OpsText { Plain: true } plain && YamlTrap.Of(plain.Text) is "true or false";
        var code = isTrap ? ProblemCodes.YamlTrap : node is OpsText ? ProblemCodes.WrongValue : ProblemCodes.WrongType;
        var why = isTrap ? ", which is true or false in YAML" : "";
        problems.Error(code, node.At, $"`{name}` is {Described(node)}{why}", $"Write {OneOf([.. words])}.");
        return null;
    }

    public void Undefined(Place at, string kind, string name, IEnumerable<string> known, string otherwise) =>
        problems.Error(ProblemCodes.Undefined, at, $"{kind} `{Shown(name)}` is not defined",
            Nearest.Remedy(name, [.. known]) ?? otherwise);

    public void Invalid(OpsNode node, string name, string text, string remedy) =>
        problems.Error(ProblemCodes.WrongValue, node.At, $"`{name}`: {text}", remedy);

    public void Missing(Place at, string name, string remedy) =>
        problems.Error(ProblemCodes.Missing, at, $"`{name}` is missing", remedy);

    /// <summary><c>`a`, `b` or `c`</c></summary>
    public static string OneOf(IReadOnlyList<string> words) => words.Count == 1
        ? $"`{words[0]}`"
        : $"{string.Join(", ", words.Take(words.Count - 1).Select(word => $"`{word}`"))} or `{words[^1]}`";

    /// <summary>A stranger's text inside a code span that it cannot close.</summary>
    public static string Shown(string text)
    {
        var line = new string([.. text.Take(80).Select(c => char.IsControl(c) ? ' ' : c == '`' ? '\'' : c)]);
        return text.Length > 80 ? line + "…" : line;
    }

    private void Wrong(OpsNode node, string name, string wanted, string example)
    {
        var found = node is OpsText { IsNull: false } ? node.Kind : Described(node);
        problems.Error(ProblemCodes.WrongType, node.At, $"`{name}` is {found}, not {wanted}", $"Write {example}.");
    }

    private static string Described(OpsNode node) =>
        node is not OpsText text ? node.Kind : text.IsNull ? "nothing" : $"`{Shown(text.Text)}`";
}
