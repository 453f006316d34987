using System.Text;

namespace GitHubOps.Cli;

/// <summary>
/// Columns for a terminal. Every line begins with a dash, so that none can be read as a command by a log.
/// </summary>
internal sealed class TextTable(params string[] head)
{
    private readonly List<string[]> rows = [];

    public bool IsEmpty => rows.Count == 0;

    public void Add(params string[] row) => rows.Add(row);

    public override string ToString()
    {
        var widths = head.Select((x, i) => rows.Select(r => r[i].Length).Append(x.Length).Max()).ToArray();
        var text = new StringBuilder();
        Write(text, ' ', head, widths);
        foreach (var row in rows) Write(text, '-', row, widths);
        return text.ToString();
    }

    public static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            if (line.Length > 0) line.Append(' ');
            line.Append(word);
        }

        if (line.Length > 0) yield return line.ToString();
    }

    private static void Write(StringBuilder text, char mark, string[] cells, int[] widths) =>
        text.Append(mark).Append(' ').Append(string.Join("  ", cells.Select((x, i) => x.PadRight(widths[i]))).TrimEnd())
            .Append('\n');
}
