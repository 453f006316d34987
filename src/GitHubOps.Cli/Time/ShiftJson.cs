using System.Text.Json;
using GitHubOps.Core;

namespace GitHubOps.Cli;

internal static class ShiftJson
{
    /// <summary>The times of a stretch, its number, and who was passed over.</summary>
    public static void WriteTimes(Utf8JsonWriter json, OnCallStretch stretch)
    {
        json.WriteString("from", stretch.From.ToString());
        json.WriteString("to", stretch.To.ToString());
        json.WriteNumber("shift", stretch.Index);
        json.WriteStartArray("skipped");
        foreach (var (person, reason) in stretch.Skipped)
        {
            json.WriteStartObject();
            json.WriteString("person", person.Value);
            json.WriteString("reason", reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
