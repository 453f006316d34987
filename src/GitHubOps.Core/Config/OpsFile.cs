using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// One file as written: <c>.github/ops.yml</c> of a repository or <c>ops/org.yml</c> of the organisation.
/// </summary>
internal static class OpsFile
{
    /// <summary>Null where the text is no map; the problem is on the list then.</summary>
    public static OpsMap? Read(string text, string file, ProblemList problems)
    {
        var (root, problem) = YamlText.Read(text.TrimStart('\uFEFF'), file, ProblemCodes.Yaml, YamlLimits.Config);
        if (problem is not null)
        {
            problems.Add(problem);
            return null;
        }

        switch (root)
        {
            case null or YamlScalar { IsNull: true }:
                return new OpsMap([], new Place(file, 1, 1));
            case YamlMap map:
                return (OpsMap)Convert(map, file);
            default:
                problems.Error(ProblemCodes.WrongType, new Place(file, root.Line, root.Column),
                    $"the file is {root.Kind}, not a map", "Write `version: 1` and then one section after the other.");
                return null;
        }
    }

    private static OpsNode Convert(YamlValue value, string file)
    {
        var at = new Place(file, value.Line, value.Column);
        return value switch
        {
            YamlScalar scalar => new OpsText(scalar.Text, scalar.Plain, at),
            YamlList list => new OpsList([.. list.Items.Select(item => Convert(item, file))], at),
            YamlMap map => new OpsMap([.. map.Entries.Select(entry => Convert(entry, file))], at),
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "not a kind of YAML value"),
        };
    }

    private static OpsEntry Convert(YamlEntry entry, string file) =>
        new(entry.Key.Text, new Place(file, entry.Key.Line, entry.Key.Column), Convert(entry.Value, file));
}
