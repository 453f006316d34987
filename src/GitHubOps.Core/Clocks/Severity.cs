using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GitHubOps.Core;

/// <summary>How much an issue hurts: s1 is an outage, s4 a wish. A smaller number is more severe.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    S1,
    S2,
    S3,
    S4,
}

/// <summary>Severities as people write them: <c>s1</c> to <c>s4</c>.</summary>
public static class SeverityText
{
    /// <summary>From the worst to the least.</summary>
    public static ImmutableArray<string> All { get; } = ["s1", "s2", "s3", "s4"];

    public static bool TryParse(string? text, out Severity severity)
    {
        severity = Severity.S4;
        if (text is not [('s' or 'S'), >= '1' and <= '4']) return false;
        severity = (Severity)(text[1] - '1');
        return true;
    }

    public static string Print(this Severity severity) => severity switch
    {
        Severity.S1 => "s1",
        Severity.S2 => "s2",
        Severity.S3 => "s3",
        Severity.S4 => "s4",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "not a severity"),
    };

    public static bool IsWorseThan(this Severity one, Severity other) => one < other;
}
