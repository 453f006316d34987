using System.Buffers;
using System.Text.Json;

namespace GitHubOps.Server;

/// <summary>A GraphQL request: every value travels as a variable, none is written into the text.</summary>
internal sealed class GraphQlDocument(string name)
{
    private readonly List<(string Declaration, string Name, object Value)> variables = [];
    private readonly List<(string Alias, string Text)> fields = [];

    public IEnumerable<string> Aliases => fields.Select(f => f.Alias);

    public bool IsEmpty => fields.Count == 0;

    public string Query =>
        $"mutation {name}({string.Join(", ", variables.Select(v => v.Declaration))}) {{\n" +
        string.Concat(fields.Select(f => $"  {f.Alias}: {f.Text}\n")) + "}";

    public GraphQlDocument With(string variable, string type, string value) => Declare(variable, type, value);

    public GraphQlDocument With(string variable, string type, IReadOnlyList<string> value) =>
        Declare(variable, type, value);

    public GraphQlDocument Do(string alias, string field)
    {
        fields.Add((alias, field));
        return this;
    }

    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("query", Query);
            json.WriteStartObject("variables");
            foreach (var (_, name, value) in variables) Write(json, name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private GraphQlDocument Declare(string variable, string type, object value)
    {
        variables.Add(($"${variable}: {type}", variable, value));
        return this;
    }

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        if (value is string text)
        {
            json.WriteString(name, text);
            return;
        }

        json.WriteStartArray(name);
        foreach (var item in (IReadOnlyList<string>)value) json.WriteStringValue(item);
        json.WriteEndArray();
    }
}
