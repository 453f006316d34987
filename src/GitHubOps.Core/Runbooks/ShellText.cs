using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>One word of a command, without its quotes.</summary>
/// <param name="IsFirst">It stands where a command's name stands.</param>
public sealed record ShellWordAt(string Text, int Line, bool IsFirst);

/// <summary>
/// Shell commands read as far as a document's reader needs it: words, comments, quotes over several lines, texts that
/// go into a command (<c>&lt;&lt;EOF</c>). Nothing is expanded and nothing runs.
/// </summary>
public sealed class ShellText
{
    private const int WordsMax = 5_000;

    private readonly ImmutableArray<ShellWordAt>.Builder words = ImmutableArray.CreateBuilder<ShellWordAt>();
    private readonly System.Text.StringBuilder word = new();
    private bool hasWord;
    private bool isFirst = true;
    private char quote;
    private int quoteLine;
    private string? until;

    private ShellText()
    {
    }

    public ImmutableArray<ShellWordAt> Words { get; private set; } = [];

    /// <summary>Commands stood behind prompts.</summary>
    public bool HasPrompts { get; private set; }

    /// <summary>The line on which a quote opens that nothing closes; 0: all are closed.</summary>
    public int OpenQuoteLine { get; private set; }

    /// <summary>Null where a block of code is none of commands.</summary>
    public static ShellText? Of(CodeFence fence)
    {
        if (fence.Language is not ("" or "sh" or "bash" or "shell" or "zsh" or "console" or "shell-session"
            or "sh-session"))
            return null;
        // Where commands stand behind a prompt, the other lines are what they print.
        var hasPrompts = fence.Lines.Any(x => x.StartsWith("$ ", StringComparison.Ordinal));
        if (!hasPrompts && fence.Language is "console" or "shell-session" or "sh-session") return null;
        var text = new ShellText { HasPrompts = hasPrompts };
        for (var i = 0; i < fence.Lines.Length; i++)
        {
            var line = fence.Lines[i];
            if (!hasPrompts) text.Take(line, fence.Line + i);
            else if (line.StartsWith("$ ", StringComparison.Ordinal)) text.Take(line[2..], fence.Line + i);
        }

        text.Words = text.words.ToImmutable();
        text.OpenQuoteLine = text.quote == '\0' ? 0 : text.quoteLine;
        return text;
    }

    private void Take(string line, int number)
    {
        if (until is not null)
        {
            if (line.Trim() == until) until = null;
            return;
        }

        var goesOn = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quote != '\0') TakeQuoted(line, ref i);
            else if (c == '\\')
            {
                goesOn = i + 1 == line.Length;
                if (!goesOn) Add(line[++i]);
            }
            else if (c is '"' or '\'') (quote, quoteLine, hasWord) = (c, number, true);
            else if (c == '#' && !hasWord) break;
            else if (c is ' ' or '\t') End(number);
            else if (c is ';' or '|' or '&' or '(' or ')' or '`') EndCommand(number);
            else if (c == '<' && EndOfPlaceholder(line, i) is { } end)
            {
                hasWord = true;
                i = end;
            }
            else if (c is '<' or '>') i = Redirect(line, i, number);
            else Add(c);
        }

        if (quote != '\0') Add('\n');
        else if (goesOn) End(number);
        else EndCommand(number);
    }

    private void TakeQuoted(string line, ref int i)
    {
        if (line[i] == quote) quote = '\0';
        else if (line[i] == '\\' && quote == '"' && i + 1 < line.Length) Add(line[++i]);
        else Add(line[i]);
    }

    // <folder | name>: a word for the reader to fill in.
    private static int? EndOfPlaceholder(string line, int at)
    {
        if (at + 1 >= line.Length || !char.IsAsciiLetter(line[at + 1])) return null;
        var end = line.IndexOf('>', at);
        return end > 0 && end - at < 60 ? end : null;
    }

    // <<EOF, <<-'EOF'; anything else behind < or > is the name of a file.
    private int Redirect(string line, int at, int number)
    {
        End(number);
        if (!line.AsSpan(at).StartsWith("<<") || line.AsSpan(at).StartsWith("<<<")) return at;
        var start = at + 2;
        while (start < line.Length && line[start] is '-' or ' ') start++;
        var end = start;
        while (end < line.Length && (char.IsAsciiLetterOrDigit(line[end]) || line[end] is '_' or '\'' or '"')) end++;
        var name = line[start..end].Trim('\'', '"');
        if (name.Length > 0) until = name;
        return end - 1;
    }

    private void Add(char c)
    {
        word.Append(c);
        hasWord = true;
    }

    private void End(int number)
    {
        if (!hasWord) return;
        var text = word.ToString();
        // FOO=bar before a command's name
        var isSetting = isFirst && text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at &&
            text.AsSpan(0, at).IndexOf('/') < 0;
        if (words.Count < WordsMax) words.Add(new(text, number, isFirst && !isSetting));
        isFirst &= isSetting;
        word.Clear();
        hasWord = false;
    }

    private void EndCommand(int number)
    {
        End(number);
        isFirst = true;
    }
}
