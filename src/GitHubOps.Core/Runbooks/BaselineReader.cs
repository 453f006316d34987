using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace GitHubOps.Core;

/// <summary>
/// Reads the file of exemptions strictly: one that is half understood would exempt what nobody meant.
/// </summary>
internal static class BaselineReader
{
    private static readonly string[] Keys = ["rule", "path", "content-hash", "expires"];

    public static RunbookBaseline Read(string file, string text)
    {
        try
        {
            return ReadWhole(file, Encoding.UTF8.GetBytes(text));
        }
        catch (JsonException e)
        {
            return Refused(file, (int)(e.LineNumber ?? 0) + 1, "is not JSON");
        }
        catch (Refusal refusal)
        {
            return Refused(file, refusal.Line, refusal.Message);
        }
    }

    private static RunbookBaseline ReadWhole(string file, byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 8 });
        reader.Read();
        Need(reader.TokenType == JsonTokenType.StartObject, "must be a map with `schema` and `entries`");
        var entries = ImmutableArray<BaselineEntry>.Empty;
        var (hasSchema, hasEntries) = (false, false);
        var lines = new LineCount(bytes);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            var line = lines.At(reader.TokenStartIndex);
            reader.Read();
            switch (key)
            {
                case "schema" when !hasSchema:
                    hasSchema = reader.TokenType == JsonTokenType.String
                        && reader.GetString() == RunbookBaseline.Schema;
                    if (!hasSchema) throw new Refusal(line, $"`schema` must be `{RunbookBaseline.Schema}`");
                    break;
                case "entries" when !hasEntries:
                    entries = ReadEntries(ref reader, lines);
                    hasEntries = true;
                    break;
                default: throw new Refusal(line, $"`{Problems.Shown(key)}` is not known, or stands there twice");
            }
        }

        Need(hasSchema && hasEntries, "lacks `schema` or `entries`");
        return new(file, entries, []);
    }

    private static ImmutableArray<BaselineEntry> ReadEntries(ref Utf8JsonReader reader, LineCount lines)
    {
        var line = lines.At(reader.TokenStartIndex);
        if (reader.TokenType != JsonTokenType.StartArray) throw new Refusal(line, "`entries` must be a list");
        var entries = ImmutableArray.CreateBuilder<BaselineEntry>();
        var seen = new HashSet<(string, string, string)>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            line = lines.At(reader.TokenStartIndex);
            if (entries.Count == RunbookBaseline.EntriesMax)
                throw new Refusal(line, $"holds more than {RunbookBaseline.EntriesMax} entries");
            var entry = ReadEntry(ref reader, line);
            if (!seen.Add(entry.Key)) throw new Refusal(line, "names a finding twice");
            entries.Add(entry);
        }

        return entries.ToImmutable();
    }

    private static BaselineEntry ReadEntry(ref Utf8JsonReader reader, int line)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new Refusal(line, "holds an entry that is no map");
        var values = new string?[Keys.Length];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var at = Array.IndexOf(Keys, reader.GetString());
            reader.Read();
            if (at < 0 || values[at] is not null)
                throw new Refusal(line, $"holds an entry with other keys than {string.Join(", ", Keys)}");
            if (reader.TokenType != JsonTokenType.String || reader.GetString() is not { Length: > 0 and <= 4096 } value)
                throw new Refusal(line, $"holds an entry whose `{Keys[at]}` is no text");
            values[at] = value;
        }

        if (Array.IndexOf(values, null) is var missing and >= 0)
            throw new Refusal(line, $"holds an entry without `{Keys[missing]}`");
        return IsoDate.Read(values[3]) is { Year: >= 1990 and < 3000 } date
            ? new(values[0]!, values[1]!, values[2]!, date) { Line = line }
            : throw new Refusal(line, $"`expires: {Problems.Shown(values[3]!)}` is not a calendar date");
    }

    private static void Need(bool holds, string text)
    {
        if (!holds) throw new Refusal(1, text);
    }

    private static RunbookBaseline Refused(string file, int line, string why) => new(file, [],
    [
        Problem.Error("RB050", why, file, line, 0,
            "Nothing of it counts until it is mended; take the file of the last good commit."),
    ]);

    /// <summary>Lines of growing places, counted once.</summary>
    private sealed class LineCount(byte[] bytes)
    {
        private int counted;
        private int line = 1;

        public int At(long place)
        {
            line += bytes.AsSpan(counted, (int)place - counted).Count((byte)'\n');
            counted = (int)place;
            return line;
        }
    }

    private sealed class Refusal(int line, string text) : Exception(text)
    {
        public int Line => line;
    }
}
