using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>An alert rule of a monitoring system, as far as runbooks are concerned.</summary>
/// <param name="Name">As the rule calls itself.</param>
/// <param name="Runbook">Where it sends whoever is woken; null: nowhere.</param>
/// <param name="Line">Of the runbook's address, else of the rule.</param>
public sealed record AlertDefinition(string Name, string? Runbook, string File, int Line)
{
    private const int AlertsMax = 5_000;
    private const int LineMax = 2_000;

    private static readonly string[] NameKeys = ["alert:", "title:"];
    private static readonly string[] RunbookKeys = ["runbook_url:", "runbook:", "__runbookUrl__:"];

    /// <summary>
    /// Line by line, because files of rules are often templates that no YAML reader takes: Prometheus (`alert`, `expr`,
    /// `annotations`) and Grafana's provisioning (`title`, `annotations`).
    /// </summary>
    public static ImmutableArray<AlertDefinition> Read(string file, string text)
    {
        if (!text.Contains("expr", StringComparison.Ordinal)) return [];
        var isPrometheus = text.Contains("alert:", StringComparison.Ordinal);
        if (!isPrometheus && !text.Contains("runbook_url", StringComparison.Ordinal)) return [];
        var found = ImmutableArray.CreateBuilder<AlertDefinition>();
        (string Name, int Line)? open = null;
        var number = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            number++;
            if (raw.Length > LineMax || found.Count >= AlertsMax) continue;
            var line = raw.TrimStart(" -").ToString();
            if (ValueOf(line, isPrometheus ? NameKeys[..1] : NameKeys[1..]) is { } name)
            {
                if (open is { } before) found.Add(new(before.Name, null, file, before.Line));
                open = (name, number);
            }
            else if (open is { } rule && ValueOf(line, RunbookKeys) is { } runbook)
            {
                found.Add(new(rule.Name, runbook, file, number));
                open = null;
            }
        }

        if (open is { } last) found.Add(new(last.Name, null, file, last.Line));
        return found.ToImmutable();
    }

    private static string? ValueOf(string line, string[] keys)
    {
        foreach (var key in keys)
        {
            if (!line.StartsWith(key, StringComparison.Ordinal)) continue;
            var value = line[key.Length..].Trim();
            var comment = value.IndexOf(" #", StringComparison.Ordinal);
            if (comment > 0) value = value[..comment].TrimEnd();
            value = value.Trim('"', '\'');
            return value.Length is > 0 and <= 1000 && value[0] is not ('>' or '|') ? value : null;
        }

        return null;
    }
}
