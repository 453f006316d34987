namespace GitHubOps.Core;

/// <summary>
/// Words that mean something else to YAML when they stand without quotes. Our reader sees the text; the editor's
/// schema, the next tool and the next person do not.
/// </summary>
internal static class YamlTrap
{
    /// <summary>What other readers of YAML see in it: "a boolean". Null where all see the text.</summary>
    public static string? Of(string word) => OwnersScalar.KindOf(word) switch
    {
        OwnersKind.Boolean => "true or false",
        OwnersKind.Null => "nothing",
        OwnersKind.Number => "a number",
        _ => IsBaseSixty(word) ? "a number of base 60" : IsDate(word) ? "a date" : null,
    };

    /// <summary><c>09:00</c>, <c>1:30:00</c>: minutes and hours to YAML 1.1.</summary>
    private static bool IsBaseSixty(string word)
    {
        var parts = word.Split(':');
        return parts.Length is > 1 and < 5 && parts.All(part => part.Length is 1 or 2 && part.All(char.IsAsciiDigit));
    }

    private static bool IsDate(string word) =>
        word.Length == 10 && word[4] == '-' && word[7] == '-'
            && word.Where((_, i) => i is not (4 or 7)).All(char.IsAsciiDigit);
}
