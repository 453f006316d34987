using YamlDotNet.Core;

namespace GitHubOps.Core;

/// <summary>
/// Lines as people count them. To YAML 1.1 a carriage return alone and three characters of Unicode end a line too; they
/// are allowed here as elsewhere, and no editor shows the lines that they make.
/// </summary>
internal readonly struct OwnersLines
{
    private const string OnlyForYaml = "\r\u0085\u2028\u2029";

    /// <summary>The line of an editor for each of the parser's, from 1; null: they are the same.</summary>
    private readonly int[]? lines;

    public OwnersLines(string text)
    {
        if (text.AsSpan().IndexOfAny(OnlyForYaml) < 0) return;
        var map = new List<int> { 1, 1 };
        var line = 1;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n') continue;
            if (text[i] == '\n') map.Add(++line);
            else if (OnlyForYaml.Contains(text[i], StringComparison.Ordinal)) map.Add(line);
        }

        lines = [.. map];
    }

    public int Of(Mark mark) => lines is null ? (int)mark.Line : lines[Math.Clamp((int)mark.Line, 1, lines.Length - 1)];
}
