using System.Globalization;
using System.Text;

namespace GitHubOps.Sandbox;

internal enum TokenKind { Name, Punctuation, Int, Float, Text, End }

internal readonly record struct Token(TokenKind Kind, string Text, int Line, int Column);

/// <summary>The document could not be read.</summary>
internal sealed class GraphQLSyntaxException(string message, int line, int column) : Exception(message)
{
    public int Line { get; } = line;

    public int Column { get; } = column;
}

/// <summary>Tokens of a GraphQL document (June 2018), bounded.</summary>
internal sealed class Lexer(string text)
{
    private const int TokensMax = 20_000;

    private int _at;
    private int _line = 1;
    private int _lineStart;

    public List<Token> Read()
    {
        var tokens = new List<Token>();
        while (true)
        {
            var token = Next();
            tokens.Add(token);
            if (token.Kind == TokenKind.End) return tokens;
            if (tokens.Count > TokensMax) throw Wrong($"a document may hold {TokensMax} tokens");
        }
    }

    private Token Next()
    {
        SkipIgnored();
        if (_at >= text.Length) return Make(TokenKind.End, "", _at);
        var c = text[_at];
        var start = _at;
        if (c == '_' || char.IsAsciiLetter(c))
        {
            while (_at < text.Length && (text[_at] == '_' || char.IsAsciiLetterOrDigit(text[_at]))) _at++;
            return Make(TokenKind.Name, text[start.._at], start);
        }

        if (c == '-' || char.IsAsciiDigit(c)) return Number(start);
        if (c == '"') return text.AsSpan(_at).StartsWith("\"\"\"") ? BlockText(start) : PlainText(start);
        if (text.AsSpan(_at).StartsWith("..."))
        {
            _at += 3;
            return Make(TokenKind.Punctuation, "...", start);
        }

        if (!"!$&()[]{}:=@|".Contains(c, StringComparison.Ordinal)) throw Wrong($"unexpected character '{c}'");
        _at++;
        return Make(TokenKind.Punctuation, c.ToString(), start);
    }

    private void SkipIgnored()
    {
        while (_at < text.Length)
        {
            var c = text[_at];
            if (c == '#') while (_at < text.Length && text[_at] != '\n') _at++;
            else if (c == '\n')
            {
                _at++;
                NewLine();
            }
            else if (c is ' ' or '\t' or '\r' or ',' or '\uFEFF') _at++;
            else return;
        }
    }

    private Token Number(int start)
    {
        var isFloat = false;
        _at++;
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] is '.' or 'e' or 'E' or '+' or '-'))
            isFloat |= !char.IsAsciiDigit(text[_at++]);
        return Make(isFloat ? TokenKind.Float : TokenKind.Int, text[start.._at], start);
    }

    private Token PlainText(int start)
    {
        var value = new StringBuilder();
        for (_at++; _at < text.Length && text[_at] is not ('"' or '\n'); _at++)
        {
            if (text[_at] != '\\') value.Append(text[_at]);
            else Escape(value);
        }

        if (_at >= text.Length || text[_at] != '"') throw Wrong("a string is not closed");
        _at++;
        return Make(TokenKind.Text, value.ToString(), start);
    }

    private void Escape(StringBuilder value)
    {
        if (++_at >= text.Length) throw Wrong("a string is not closed");
        if (text[_at] == 'u')
        {
            if (_at + 4 >= text.Length || !ushort.TryParse(
                text.AsSpan(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                throw Wrong("a \\u needs four hexadecimal digits");
            value.Append((char)code);
            _at += 4;
            return;
        }

        const string names = "\"\\/bfnrt";
        const string values = "\"\\/\b\f\n\r\t";
        var index = names.IndexOf(text[_at], StringComparison.Ordinal);
        if (index < 0) throw Wrong("an unknown escape");
        value.Append(values[index]);
    }

    private Token BlockText(int start)
    {
        var line = _line;
        var column = start - _lineStart + 1;
        var end = text.IndexOf("\"\"\"", _at + 3, StringComparison.Ordinal);
        if (end < 0) throw Wrong("a block string is not closed");
        var raw = text[(_at + 3)..end];
        for (; _at < end; _at++) if (text[_at] == '\n') NewLine(_at + 1);
        _at = end + 3;
        return new Token(TokenKind.Text, Unindented(raw), line, column);
    }

    private static string Unindented(string raw)
    {
        var lines = raw.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').ToList();
        var indents = lines.Skip(1).Where(l => l.Trim().Length > 0).Select(l => l.Length - l.TrimStart().Length)
            .ToList();
        var indent = indents.Count == 0 ? 0 : indents.Min();
        for (var i = 1; i < lines.Count; i++) lines[i] = lines[i].Length >= indent ? lines[i][indent..] : "";
        while (lines.Count > 0 && lines[0].Trim().Length == 0) lines.RemoveAt(0);
        while (lines.Count > 0 && lines[^1].Trim().Length == 0) lines.RemoveAt(lines.Count - 1);
        return string.Join('\n', lines);
    }

    private void NewLine(int? start = null)
    {
        _line++;
        _lineStart = start ?? _at;
    }

    private Token Make(TokenKind kind, string value, int start) => new(kind, value, _line, start - _lineStart + 1);

    private GraphQLSyntaxException Wrong(string message) => new(message, _line, _at - _lineStart + 1);
}
