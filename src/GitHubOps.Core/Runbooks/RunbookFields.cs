using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>Takes typed values out of front matter and keeps the problems.</summary>
internal sealed class RunbookFields(string path)
{
    private const string Code = "RB006";

    private readonly ImmutableArray<Problem>.Builder problems = ImmutableArray.CreateBuilder<Problem>();

    public string Path => path;

    public ImmutableArray<Problem> Found => problems.ToImmutable();

    public void Refuse(string code, string text, int line, int column, string? remedy) =>
        problems.Add(Problem.Error(code, text, path, line, column, remedy));

    public void Tell(Problem problem) => problems.Add(problem);

    /// <summary>
    /// The value as a map whose keys are all known; unknown ones are told with the nearest known one.
    /// </summary>
    public YamlMap? AsMap(YamlValue value, string name, IReadOnlyCollection<string> keys)
    {
        if (value is not YamlMap map)
        {
            Refuse(Code, $"`{name}` is {value.Kind} and must be a map", value.Line, value.Column,
                $"Write `{name}:` and the keys below it.");
            return null;
        }

        foreach (var entry in map.Entries.Where(x => !keys.Contains(x.Key.Text)))
        {
            var near = Problems.Nearest(entry.Key.Text, keys);
            Refuse(Code, $"`{name}` knows no key `{Problems.Shown(entry.Key.Text)}`", entry.Key.Line, entry.Key.Column,
                near is null ? $"Known: {string.Join(", ", keys)}." : $"Did you mean `{near}`?");
        }

        return map;
    }

    public string? Text(YamlMap map, string key)
    {
        switch (map.Find(key)?.Value)
        {
            case null or YamlScalar { IsNull: true }: return null;
            case YamlScalar { Text.Length: > 0 and <= 1000 } scalar: return scalar.Text;
            case YamlScalar scalar:
                Refuse(Code, $"`{key}` is {(scalar.Text.Length == 0 ? "empty" : "longer than 1000 characters")}",
                    scalar.Line, scalar.Column, null);
                return null;
            case var other:
                Refuse(Code, $"`{key}` is {other.Kind} and must be a single value", other.Line, other.Column, null);
                return null;
        }
    }

    public T? Word<T>(YamlMap map, string key) where T : struct, Enum
    {
        if (Text(map, key) is not { } text) return null;
        if (Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.GetNames<T>()
            .Contains(text, StringComparer.OrdinalIgnoreCase))
            return value;
        var known = Enum.GetNames<T>().Select(x => x.ToLowerInvariant()).ToArray();
        var at = map.Find(key)!.Value;
        Refuse(Code, $"`{key}: {Problems.Shown(text)}` is not known", at.Line, at.Column,
            Problems.Nearest(text, known) is { } near
                ? $"Did you mean `{near}`?" : $"Write one of {string.Join(", ", known)}.");
        return null;
    }

    public LocalDate? Date(YamlMap map, string key)
    {
        if (Text(map, key) is not { } text) return null;
        if (IsoDate.Read(text) is { Year: >= 1990 and < 3000 } date) return date;
        var at = map.Find(key)!.Value;
        var why = text.Contains('/', StringComparison.Ordinal)
            ? $" ({Problems.Shown(text)} can be read in two ways)" : "";
        Refuse("RB003", $"`{key}: {Problems.Shown(text)}` is not a calendar date", at.Line, at.Column,
            $"Write YYYY-MM-DD{why}.");
        return null;
    }

    /// <summary>A list of texts; a single text counts as a list of one.</summary>
    public IEnumerable<YamlScalar> Texts(YamlMap map, string key)
    {
        var value = map.Find(key)?.Value;
        if (value is null or YamlScalar { IsNull: true }) yield break;
        foreach (var item in value is YamlList list ? list.Items : [value])
        {
            if (item is YamlScalar { Text.Length: > 0 } scalar) yield return scalar;
            else Refuse(Code, $"`{key}` holds {(item is YamlScalar ? "an empty text" : item.Kind)}", item.Line,
                item.Column, $"Write `{key}: [\"…\"]`.");
        }
    }

    public IEnumerable<KeyValuePair<string, string>> Pairs(YamlMap map, string key)
    {
        var value = map.Find(key)?.Value;
        if (value is null or YamlScalar { IsNull: true }) yield break;
        if (value is not YamlMap pairs)
        {
            Refuse(Code, $"`{key}` is {value.Kind} and must be a map", value.Line, value.Column,
                "It is written by `githubops runbooks renew`.");
            yield break;
        }

        foreach (var entry in pairs.Entries)
        {
            if (entry.Value is YamlScalar scalar) yield return new(entry.Key.Text, scalar.Text);
            else Refuse(Code, $"`{key}` holds {entry.Value.Kind}", entry.Value.Line, entry.Value.Column,
                "It is written by `githubops runbooks renew`.");
        }
    }
}
