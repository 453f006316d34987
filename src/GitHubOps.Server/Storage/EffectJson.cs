using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>Effects as the outbox and the journal keep them: <c>{"do":"add-label","label":"area/publish"}</c>.</summary>
internal static class EffectJson
{
    public static string Write(IEnumerable<Effect> effects)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var effect in effects) Write(json, effect);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static string Write(Effect effect) => Write([effect])[1..^1];

    public static ImmutableArray<Effect> Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        return [.. document.RootElement.EnumerateArray().Select(Read)];
    }

    private static void Write(Utf8JsonWriter json, Effect effect)
    {
        json.WriteStartObject();
        switch (effect)
        {
            case Effect.AddLabel add: Pair(json, "add-label", "label", add.Label); break;
            case Effect.RemoveLabel remove: Pair(json, "remove-label", "label", remove.Label); break;
            case Effect.Assign assign: Pair(json, "assign", "person", assign.Person.Value); break;
            case Effect.Unassign unassign: Pair(json, "unassign", "person", unassign.Person.Value); break;
            case Effect.PutComment comment: WriteComment(json, comment); break;
            case Effect.SetAlarm set:
                Pair(json, "set-alarm", "alarm", set.Key.ToString());
                json.WriteNumber("at", set.At.ToUnixTimeMilliseconds());
                break;
            case Effect.ClearAlarm clear: Pair(json, "clear-alarm", "alarm", clear.Key.ToString()); break;
            case Effect.TakeTurn turn:
                Pair(json, turn.Back ? "give-turn-back" : "take-turn", "person", turn.Person.Value);
                json.WriteString("ledger", turn.Ledger);
                break;
            case Effect.LeaveAlone leave: Pair(json, "leave-alone", "what", leave.What); break;
            default: throw new InvalidOperationException($"no such effect: {effect}");
        }

        json.WriteEndObject();
    }

    private static void Pair(Utf8JsonWriter json, string act, string name, string value)
    {
        json.WriteString("do", act);
        json.WriteString(name, value);
    }

    private static void WriteComment(Utf8JsonWriter json, Effect.PutComment comment)
    {
        Pair(json, "put-comment", "body", comment.Body);
        if (comment.Facts.DueAt is { } due) json.WriteNumber("due", due.ToUnixTimeMilliseconds());
        json.WriteString("state", comment.Facts.State);
        json.WriteStartArray("decidedBy");
        foreach (var rule in comment.Facts.DecidedBy) json.WriteStringValue(rule);
        json.WriteEndArray();
    }

    private static Effect Read(JsonElement json)
    {
        string Text(string name) => json.GetProperty(name).GetString()!;
        return Text("do") switch
        {
            "add-label" => new Effect.AddLabel(Text("label")),
            "remove-label" => new Effect.RemoveLabel(Text("label")),
            "assign" => new Effect.Assign(new Login(Text("person"))),
            "unassign" => new Effect.Unassign(new Login(Text("person"))),
            "put-comment" => new Effect.PutComment(Text("body"), new CommentFacts(
                json.TryGetProperty("due", out var due) ? Instant.FromUnixTimeMilliseconds(due.GetInt64()) : null,
                Text("state"),
                [.. json.GetProperty("decidedBy").EnumerateArray().Select(rule => rule.GetString()!)])),
            "set-alarm" => new Effect.SetAlarm(
                ReadAlarm(Text("alarm")), Instant.FromUnixTimeMilliseconds(json.GetProperty("at").GetInt64())),
            "clear-alarm" => new Effect.ClearAlarm(ReadAlarm(Text("alarm"))),
            "take-turn" => new Effect.TakeTurn(Text("ledger"), new Login(Text("person"))),
            "give-turn-back" => new Effect.TakeTurn(Text("ledger"), new Login(Text("person")), Back: true),
            "leave-alone" => new Effect.LeaveAlone(Text("what")),
            var other => throw new InvalidOperationException($"no such effect: {other}"),
        };
    }

    /// <summary><c>respond/1/75</c> as <see cref="AlarmKey"/> prints itself.</summary>
    public static AlarmKey ReadAlarm(string text) =>
        text.Split('/') is [var metric, var cycle, var percent]
            ? new AlarmKey(Enum.Parse<Metric>(metric, ignoreCase: true), int.Parse(cycle), int.Parse(percent))
            : throw new InvalidOperationException($"no such alarm: {text}");
}
