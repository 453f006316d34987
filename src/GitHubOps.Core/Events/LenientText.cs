using System.Text;

namespace GitHubOps.Core;

/// <summary>Unescapes a JSON string whose text is no well-formed Unicode: U+FFFD stands for what cannot be.</summary>
internal static class LenientText
{
    /// <param name="raw">As it stands in the JSON, with its quotes; its escapes are known to be well-formed.</param>
    public static string Read(string raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var i = 1; i < raw.Length - 1; i++)
            text.Append(raw[i] == '\\' ? ReadEscape(raw, ref i) : raw[i]);
        return WithoutLoneSurrogates(text.ToString());
    }

    private static char ReadEscape(string raw, ref int i)
    {
        var letter = raw[++i];
        if (letter != 'u') return Simple(letter);
        var code = Convert.ToUInt16(raw.Substring(i + 1, 4), 16);
        i += 4;
        return (char)code;
    }

    private static char Simple(char letter) => letter switch
    {
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => letter,
    };

    private static string WithoutLoneSurrogates(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune);
        return clean.ToString();
    }
}
