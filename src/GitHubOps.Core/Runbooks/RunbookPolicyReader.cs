using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Reads the section <c>runbooks:</c> of a policy file, and only that: the gate works in a repository whose other
/// sections belong to a service that is not installed. The whole file is judged by the strict reader behind
/// <c>check</c>.
/// </summary>
public static class RunbookPolicyReader
{
    private const string Code = "OPS-RUNBOOKS";
    private static readonly string[] Keys = ["in", "verify_every", "gate", "required", "grace", "mode"];

    public static (RunbookPolicy Policy, ImmutableArray<Problem> Problems) Read(string file, string text)
    {
        var yaml = YamlText.Read(text, file, Code, YamlLimits.Config);
        if (yaml.Problem is not null) return (RunbookPolicy.Default, [yaml.Problem]);
        if (yaml.Root is null or YamlScalar { IsNull: true }) return (RunbookPolicy.Default, []);
        if (yaml.Root is not YamlMap root)
            return (RunbookPolicy.Default,
                [Problem.Error(Code, $"the file is {yaml.Root.Kind} and must be a map", file, 1, 1)]);
        var section = root.Find("runbooks")?.Value;
        if (section is null or YamlScalar { IsNull: true }) return (RunbookPolicy.Default, []);
        var fields = new RunbookFields(file, Code);
        if (fields.AsMap(section, "runbooks", Keys) is not { } map) return (RunbookPolicy.Default, fields.Found);
        var policy = RunbookPolicy.Default with { File = file };
        policy = policy with
        {
            In = ReadPlace(fields, map) ?? policy.In,
            VerifyEvery = ReadInterval(fields, map, "verify_every"),
            GateOnTouch = ReadGate(fields, map),
            GraceDays = ReadGrace(fields, map),
        };
        return (policy with { Required = ReadRequired(fields, map, policy.In) }, fields.Found);
    }

    private static string? ReadPlace(RunbookFields fields, YamlMap map)
    {
        if (fields.Text(map, "in") is not { } text) return null;
        if (Glob.TryParse(text, out _, out var error)) return text;
        var at = map.Find("in")!.Value;
        fields.Refuse(Code, $"`in`: {error}", at.Line, at.Column, "Write a pattern like `docs/runbooks/**`.");
        return null;
    }

    private static RunbookInterval? ReadInterval(RunbookFields fields, YamlMap map, string key)
    {
        if (fields.Text(map, key) is not { } text) return null;
        var at = map.Find(key)!.Value;
        if (!RunbookInterval.TryParse(text, out var interval, out var error))
            fields.Refuse(Code, $"`{key}: {Problems.Shown(text)}` {error}", at.Line, at.Column, null);
        else if (interval.IsNever)
            fields.Refuse(Code, $"`{key}: never` would switch every runbook off", at.Line, at.Column,
                "Write `never` in the runbook it is true for.");
        else return interval;
        return null;
    }

    private static bool ReadGate(RunbookFields fields, YamlMap map)
    {
        if (fields.Text(map, "gate") is not { } text) return false;
        if (text == "on touch") return true;
        var at = map.Find("gate")!.Value;
        fields.Refuse(Code, $"`gate: {Problems.Shown(text)}` is not known", at.Line, at.Column,
            "Write `gate: on touch`, or leave the key out.");
        return false;
    }

    private static int? ReadGrace(RunbookFields fields, YamlMap map)
    {
        if (fields.Text(map, "grace") is not { } text) return null;
        if (text is "0d" or "0 days") return 0;
        var interval = ReadInterval(fields, map, "grace");
        return interval?.RoughDays;
    }

    private static ImmutableArray<RunbookRequirement> ReadRequired(RunbookFields fields, YamlMap map, string place)
    {
        var cover = new RunbookCover(place, 0);
        var folder = cover.IsPlain ? place.TrimEnd('/') + "/" : cover.Prefix[..(cover.Prefix.LastIndexOf('/') + 1)];
        var required = ImmutableArray.CreateBuilder<RunbookRequirement>();
        foreach (var item in fields.Texts(map, "required"))
        {
            if (item.Text.Any(char.IsControl) || item.Text.Split('/').Any(x => x is "" or "." or ".."))
                fields.Refuse(Code, $"`required` holds `{Problems.Shown(item.Text)}`, which is no path", item.Line,
                    item.Column, "Write a file name below `in`.");
            else
                required.Add(
                    new(item.Text.StartsWith(folder, StringComparison.Ordinal)
                    ? item.Text : folder + item.Text, item.Line));
        }

        return required.ToImmutable();
    }
}
