using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>
/// Checks the whole document, then executes its top-level fields one after the other. A field that fails is null and
/// named in <c>errors</c>; what was done before and after it stands.
/// </summary>
internal sealed class Executor(Call call, GraphQLRequest request)
{
    private readonly JsonArray _errors = [];
    private readonly Dictionary<string, object?> _variables = [];

    public JsonObject Run()
    {
        var document = request.Document!;
        var root = Schema.Find(document.IsMutation ? "Mutation" : "Query");
        ReadVariables(document);
        Check(root, document.Selections);
        if (_errors.Count > 0) return new JsonObject { ["errors"] = _errors };
        var data = new JsonObject();
        foreach (var field in document.Selections)
        {
            data[field.Alias] = Resolve(root, call.World, field, [field.Alias], out var failed);
            call.Fields.Add(new SandboxGraphQLField(field.Alias, field.Name, !failed));
        }

        var answer = new JsonObject { ["data"] = data };
        if (_errors.Count > 0) answer["errors"] = _errors;
        return answer;
    }

    private void ReadVariables(GraphQLDocument document)
    {
        foreach (var (name, (required, otherwise)) in document.Variables)
        {
            var given = request.Variables.ContainsKey(name);
            _variables[name] = given ? Plain(request.Variables[name]) : otherwise;
            if (required && _variables[name] is null)
                Refuse($"Variable ${name} of a non-null type was provided invalid value",
                    new Token(TokenKind.Name, name, 1, 1));
        }
    }

    private void Check(TypeOf type, IReadOnlyList<Selection> selections)
    {
        foreach (var selection in selections)
        {
            if (selection.TypeCondition is { } condition)
            {
                if (Schema.Knows(condition)) Check(Schema.Find(condition), selection.Selections);
                else Refuse($"No such type {condition}, so it can't be a fragment condition", selection.At);
            }
            else if (selection.Name != "__typename") CheckField(type, selection);
        }
    }

    private void CheckField(TypeOf type, Selection selection)
    {
        if (!type.Fields.TryGetValue(selection.Name, out var field))
        {
            Refuse($"Field '{selection.Name}' doesn't exist on type '{type.Name}'", selection.At);
            return;
        }

        CheckNames(selection, field.Arguments, selection.Arguments.Keys, "Field", selection.Name);
        if (field.Input is { } input
            && Fill(selection.Arguments.GetValueOrDefault("input")) is Dictionary<string, object?> values)
            CheckNames(selection, input, values.Keys, "InputObject", selection.Name);
        if (field.Type is null && selection.Selections.Count > 0)
            Refuse($"Selections can't be made on scalars (field '{selection.Name}')", selection.At);
        else if (field.Type is not null && selection.Selections.Count == 0)
            Refuse($"Field must have selections (field '{selection.Name}' returns {field.Type})", selection.At);
        else if (field.Type is not null) Check(Schema.Find(field.Type), selection.Selections);
    }

    private void CheckNames(Selection at, string[] known, IEnumerable<string> given, string what, string name)
    {
        var names = given.ToHashSet();
        foreach (var unknown in names.Except(known.Select(k => k.TrimEnd('!'))))
            Refuse($"{what} '{name}' doesn't accept argument '{unknown}'", at.At);
        foreach (var missing in known.Where(k => k.EndsWith('!')).Select(k => k[..^1]).Except(names))
            Refuse($"{what} '{name}' is missing required arguments: {missing}", at.At);
    }

    private JsonNode? Resolve(TypeOf type, object source, Selection selection, List<string> path, out bool failed)
    {
        failed = false;
        if (selection.Name == "__typename") return Schema.NameOf(source);
        var field = type.Fields[selection.Name];
        try
        {
            var filled = selection.Arguments.ToDictionary(a => a.Key, a => Fill(a.Value));
            return Shape(field.Resolve(source, new Arguments(filled), call), selection, path);
        }
        catch (SandboxRefusedException refusal)
        {
            failed = true;
            _errors.Add(GraphQLErrors.At(refusal, path, selection.At));
            return null;
        }
    }

    private JsonNode? Shape(object? value, Selection selection, List<string> path) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag,
        int number => number,
        long number => number,
        IEnumerable list => new JsonArray([.. list.Cast<object>().Select(item => Shape(item, selection, path))]),
        _ => Object(value, selection.Selections, path),
    };

    private JsonObject Object(object value, IReadOnlyList<Selection> selections, List<string> path)
    {
        var shape = new JsonObject();
        var type = Schema.Find(Schema.NameOf(value));
        foreach (var selection in selections)
        {
            if (selection.TypeCondition is { } condition)
            {
                if (condition != type.Name && !Schema.Find(condition).Possible.Contains(type.Name)) continue;
                foreach (var (name, inner) in Object(value, selection.Selections, path)
                    .ToList()) shape[name] = inner?.DeepClone();
            }
            else shape[selection.Alias] = Resolve(type, value, selection, [.. path, selection.Alias], out _);
        }

        return shape;
    }

    /// <summary>Puts variables in.</summary>
    private object? Fill(object? value) => value switch
    {
        Variable variable => _variables.GetValueOrDefault(variable.Name),
        List<object?> list => list.ConvertAll(Fill),
        Dictionary<string, object?> fields => fields.ToDictionary(f => f.Key, f => Fill(f.Value)),
        _ => value,
    };

    private static object? Plain(JsonNode? node) => node switch
    {
        null => null,
        JsonArray array => array.Select(Plain).ToList(),
        JsonObject fields => fields.ToDictionary(f => f.Key, f => Plain(f.Value)),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => node.GetValue<string>(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => node.AsValue().TryGetValue<long>(out var whole) ? whole : node.GetValue<double>(),
        },
    };

    private void Refuse(string message, Token at) => _errors.Add(new JsonObject
    {
        ["message"] = message,
        ["locations"] = new JsonArray(new JsonObject { ["line"] = at.Line, ["column"] = at.Column }),
    });
}

/// <summary>The one door of GraphQL.</summary>
internal static class GraphQLDoor
{
    public static Answer Answer(Call call)
    {
        if (call.Credential.Kind != CredentialKind.Installation)
            return GitHubOps.Sandbox.Answer.Error(401, "This endpoint requires you to be authenticated.");
        if (call.Credential.Installation!.SuspendedAt is not null)
            return GitHubOps.Sandbox.Answer.Error(403, "This installation has been suspended");
        var request = call.GraphQL!;
        return request.Problem ?? GitHubOps.Sandbox.Answer.Ok(new Executor(call, request).Run());
    }
}
