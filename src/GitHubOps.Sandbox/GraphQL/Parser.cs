using System.Globalization;

namespace GitHubOps.Sandbox;

/// <summary>A field of a selection. <c>TypeCondition</c> is set for inline fragments, whose name is empty.</summary>
internal sealed record Selection(string Alias, string Name, IReadOnlyDictionary<string, object?> Arguments, Token At)
{
    public IReadOnlyList<Selection> Selections { get; init; } = [];

    public string? TypeCondition { get; init; }
}

internal sealed record Variable(string Name);

internal sealed record EnumWord(string Name);

/// <param name="Variables">Declared variables: whether a value must be given, and what stands in for it.</param>
internal sealed record GraphQLDocument(
    bool IsMutation,
    IReadOnlyDictionary<string, (bool Required, object? Default)> Variables,
    IReadOnlyList<Selection> Selections);

/// <summary>
/// One operation with variables, aliases and inline fragments. Named fragments and directives are refused.
/// </summary>
internal sealed class Parser
{
    private const int DepthMax = 25;

    private readonly List<Token> _tokens;
    private int _at;
    private int _depth;

    private Parser(string text) => _tokens = new Lexer(text).Read();

    private Token Now => _tokens[_at];

    public static GraphQLDocument Parse(string text)
    {
        var parser = new Parser(text);
        var document = parser.Operation();
        if (parser.Now.Kind != TokenKind.End) throw parser.Wrong("one operation in a document is supported here");
        return document;
    }

    private GraphQLDocument Operation()
    {
        if (Is("{")) return new GraphQLDocument(false, new Dictionary<string, (bool, object?)>(), Selections());
        var kind = Name();
        if (kind is not ("query" or "mutation")) throw Wrong($"\"{kind}\" is no operation that is supported here");
        if (Now.Kind == TokenKind.Name) Name();
        var variables = new Dictionary<string, (bool, object?)>();
        if (Take("(")) while (!Take(")")) Declaration(variables);
        return new GraphQLDocument(kind == "mutation", variables, Selections());
    }

    private void Declaration(Dictionary<string, (bool Required, object? Default)> variables)
    {
        Need("$");
        var name = Name();
        Need(":");
        var required = Type();
        var hasDefault = Take("=");
        variables[name] = (required && !hasDefault, hasDefault ? Value() : null);
    }

    private bool Type()
    {
        if (Take("["))
        {
            Nested(Type);
            Need("]");
        }
        else Name();

        return Take("!");
    }

    private List<Selection> Selections() => Nested(() =>
    {
        Need("{");
        var list = new List<Selection>();
        while (!Take("}")) list.Add(Is("...") ? Fragment() : Field());
        if (list.Count == 0) throw Wrong("a selection may not be empty");
        return list;
    });

    private Selection Fragment()
    {
        var at = Now;
        Need("...");
        if (Now is not { Kind: TokenKind.Name, Text: "on" })
            throw Wrong("only inline fragments with a type are supported here");
        Name();
        return new Selection("", "", new Dictionary<string, object?>(),
            at)
        { TypeCondition = Name(), Selections = Selections() };
    }

    private Selection Field()
    {
        var at = Now;
        var name = Name();
        var alias = name;
        if (Take(":")) name = Name();
        var arguments = new Dictionary<string, object?>();
        if (Take("(")) while (!Take(")")) Pair(arguments);
        if (Is("@")) throw Wrong("directives are not supported here");
        return new Selection(alias, name, arguments, at) { Selections = Is("{") ? Selections() : [] };
    }

    private void Pair(Dictionary<string, object?> into)
    {
        var name = Name();
        Need(":");
        into[name] = Value();
    }

    private object? Value() => Nested<object?>(() =>
    {
        if (Take("$")) return new Variable(Name());
        if (Take("["))
        {
            var list = new List<object?>();
            while (!Take("]")) list.Add(Value());
            return list;
        }

        if (Take("{"))
        {
            var fields = new Dictionary<string, object?>();
            while (!Take("}")) Pair(fields);
            return fields;
        }

        var token = Now;
        _at++;
        return token switch
        {
            { Kind: TokenKind.Text } => token.Text,
            { Kind: TokenKind.Int } => long.Parse(token.Text, CultureInfo.InvariantCulture),
            { Kind: TokenKind.Float } => double.Parse(token.Text, CultureInfo.InvariantCulture),
            { Kind: TokenKind.Name, Text: "true" } => true,
            { Kind: TokenKind.Name, Text: "false" } => false,
            { Kind: TokenKind.Name, Text: "null" } => null,
            { Kind: TokenKind.Name } => new EnumWord(token.Text),
            _ => throw Wrong($"unexpected {token.Text}"),
        };
    });

    private T Nested<T>(Func<T> read)
    {
        if (++_depth > DepthMax) throw Wrong($"deeper than {DepthMax}");
        var result = read();
        _depth--;
        return result;
    }

    private bool Is(string punctuation) => Now.Kind == TokenKind.Punctuation && Now.Text == punctuation;

    private bool Take(string punctuation)
    {
        if (Is(punctuation)) return ++_at > 0;
        // Only a document's last brace may be followed by the end, and nobody looks for anything after that.
        return Now.Kind == TokenKind.End ? throw Wrong("unexpected end of the document") : false;
    }

    private void Need(string punctuation)
    {
        if (!Take(punctuation)) throw Wrong($"Expected \"{punctuation}\", found \"{Now.Text}\"");
    }

    private string Name()
    {
        if (Now.Kind != TokenKind.Name) throw Wrong($"Expected a name, found \"{Now.Text}\"");
        return _tokens[_at++].Text;
    }

    private GraphQLSyntaxException Wrong(string message) => new(message, Now.Line, Now.Column);
}
