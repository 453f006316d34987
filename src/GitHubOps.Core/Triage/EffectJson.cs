using System.Collections.Immutable;
using System.Text.Json;

namespace GitHubOps.Core;

/// <summary>Effects as they are stored: a list of objects, each with its <c>kind</c>.</summary>
public static class EffectJson
{
    public static string Write(IEnumerable<Effect> effects) =>
        JsonSerializer.Serialize([.. effects], TriageJson.Default.ImmutableArrayEffect);

    public static ImmutableArray<Effect> Read(string json)
    {
        var effects = JsonSerializer.Deserialize(json, TriageJson.Default.ImmutableArrayEffect);
        return effects.IsDefault ? [] : [.. effects.Select(Whole)];
    }

    private static Effect Whole(Effect effect) => effect switch
    {
        Effect.TakeTurn { Eligible.IsDefault: true } turn => turn with { Eligible = [] },
        Effect.PutComment { Facts: { DecidedBy.IsDefault: true } facts } put =>
            put with { Facts = facts with { DecidedBy = [] } },
        Effect.Would would => would with { What = Whole(would.What) },
        _ => effect,
    };
}
