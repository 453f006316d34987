using System.Collections.Frozen;
using System.Collections.Immutable;

namespace GitHubOps.Core;

public enum MentionKind
{
    Flag,
    Variable,
    Path,
    Command,

    /// <summary>Named by the runbook itself under <c>watch</c>.</summary>
    Watched,
}

/// <summary>Something that a runbook tells a person to type, and the line where it does.</summary>
public sealed record Mention(string Text, MentionKind Kind, int Line);

/// <summary>
/// A mention that left the covered code. <paramref name="MovedTo"/>: a file elsewhere that has it now.
/// </summary>
public sealed record LostMention(Mention Mention, string? MovedTo);

/// <summary>
/// Takes the words out of a runbook whose loss would make its steps wrong: flags, environment variables, paths,
/// commands. Words of everybody's tools are left out; that they stand in some code says nothing about the runbook.
/// </summary>
public static class Mentions
{
    private const int MentionsMax = 500;

    private static readonly FrozenSet<string> Common = FrozenSet.ToFrozenSet(
    [
        "--help", "--version", "--verbose", "--quiet", "--force", "--all", "--output", "--file", "--name", "--yes",
        "--debug",
        "--config", "--recursive", "--user", "--password", "--host", "--port", "--format", "--json", "--dry-run",
        "--filter",
        "--global", "--save-dev", "--namespace", "--region", "--profile", "--limit", "--watch", "--tail", "--follow",
        "--since",
        "GITHUB_TOKEN", "GITHUB_SHA", "GITHUB_REF", "GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_REPOSITORY",
        "GITHUB_WORKSPACE",
        "NODE_ENV", "NODE_OPTIONS", "LC_ALL", "AWS_REGION", "AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
        "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "CONTENT_TYPE", "DOCKER_HOST", "JAVA_HOME", "SSH_AUTH_SOCK",
        "apt-get", "bash", "cargo", "chmod", "chown", "curl", "docker", "dotnet", "echo", "export", "find", "grep",
        "head", "helm",
        "jq", "journalctl", "kill", "kubectl", "less", "make", "mkdir", "mysql", "node", "npm", "npx", "openssl", "pip",
        "pnpm",
        "psql", "python", "python3", "redis-cli", "rsync", "ruby", "sleep", "source", "sqlite3", "sudo", "systemctl",
        "tail",
        "terraform", "touch", "umask", "unset", "wget", "while", "yarn", "then", "else", "done", "true", "false",
        "exit", "return",
        "aws", "gcloud", "git", "ssh", "scp", "sed", "awk", "cat", "env", "set", "test", "time", "watch", "which",
        "xargs",
    ], StringComparer.Ordinal);

    public static ImmutableArray<Mention> Of(Runbook runbook, MarkdownCode code)
    {
        var found = new Dictionary<string, Mention>(StringComparer.Ordinal);
        foreach (var watched in runbook.Watch.SelectMany(x => x.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            Add(new(watched, MentionKind.Watched, 1));
        foreach (var span in code.Spans.Where(x => x.Text.Length <= 200))
            foreach (var word in span.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries)) Take(word, span.Line);
        foreach (var fence in code.Fences)
        {
            if (ShellText.Of(fence) is not { } shell) continue;
            // A block that does not say what it is may hold prose, a tree of folders, or what a command prints.
            var isSure = fence.Language.Length > 0 || shell.HasPrompts;
            var command = "";
            var at = 0;
            foreach (var word in shell.Words)
            {
                (command, at) = word.IsFirst ? (word.Text, 0) : (command, at + 1);
                if (isSure && (at == 0 || (at == 1 && !Common.Contains(command)))) TakeCommand(word.Text, word.Line);
                Take(word.Text, word.Line);
            }
        }

        return [.. found.Values];

        void Take(string word, int line)
        {
            if (Flag(word) is { } flag) Add(new(flag, MentionKind.Flag, line));
            else if (Variable(word) is { } variable) Add(new(variable, MentionKind.Variable, line));
            else if (IsPath(word))
                Add(new(word.StartsWith("./", StringComparison.Ordinal) ? word[2..] : word, MentionKind.Path, line));
        }

        void TakeCommand(string word, int line)
        {
            if (word.Length is >= 4 and <= 60 && char.IsAsciiLetterLower(word[0]) &&
                word.All(x => char.IsAsciiLetterLower(x) || char.IsAsciiDigit(x) || x is '-' or '_'))
                Add(new(word, MentionKind.Command, line));
        }

        void Add(Mention mention)
        {
            if (found.Count < MentionsMax && !Common.Contains(mention.Text)) found.TryAdd(mention.Text, mention);
        }
    }

    /// <summary>Documents, and what is made of them: that a word stands there says nothing about the program.</summary>
    public static bool IsProse(string path) => RunbookReader.IsDocument(path) ||
        ProseEndings.Any(x => path.EndsWith(x, StringComparison.OrdinalIgnoreCase));

    private static readonly string[] ProseEndings =
        [".html", ".htm", ".rst", ".adoc", ".txt", ".1", ".3", ".5", ".7", ".8", ".pdf", ".svg"];

    /// <summary>
    /// The word stands in the text as a word; a flag also without its dashes, in quotes, as programs define it.
    /// </summary>
    public static bool IsIn(string text, Mention mention) => mention.Kind == MentionKind.Flag
        ? HasWord(text, mention.Text) || IsDefined(text, mention.Text[2..])
            || IsDefined(text, Joined(mention.Text[2..]))
        : HasWord(text, mention.Text);

    private static bool HasWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0;
            at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at == 0 || !IsPart(text[at - 1])) && (end == text.Length || !IsPart(text[end]))) return true;
        }

        return false;

        static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';
    }

    /// <summary><c>dry-run</c> as programs name it: <c>dryRun</c>.</summary>
    private static string Joined(string flag)
    {
        var parts = flag.Split('-', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(parts.Select((x, i) => i == 0 ? x : char.ToUpperInvariant(x[0]) + x[1..]));
    }

    /// <summary>The word stands in quotes, or as a key: <c>name:</c>.</summary>
    private static bool IsDefined(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at > 0;
            at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if (end >= text.Length) return false;
            if (text[at - 1] is '"' or '\'' or '`' && text[end] == text[at - 1]) return true;
            if (text[end] == ':' && !char.IsAsciiLetterOrDigit(text[at - 1]) && text[at - 1] is not ('-' or '_'))
                return true;
        }

        return false;
    }

    private static string? Flag(string word)
    {
        var flag = word.Split('=')[0].TrimEnd(',', '.', ';', ':');
        return flag.Length is >= 5 and <= 60 && flag.StartsWith("--", StringComparison.Ordinal) &&
            char.IsAsciiLetterLower(flag[2]) && flag[2..].All(x => char.IsAsciiLetterOrDigit(x) || x == '-')
            ? flag : null;
    }

    private static string? Variable(string word)
    {
        var name = word.TrimStart('$', '{').Split('=', '}', ':')[0].TrimEnd(',', '.', ';');
        return name.Length is >= 5 and <= 80 && char.IsAsciiLetterUpper(name[0]) &&
            name.Contains('_', StringComparison.Ordinal) &&
            name.All(x => char.IsAsciiLetterUpper(x) || char.IsAsciiDigit(x) || x == '_') ? name : null;
    }

    private static bool IsPath(string word) => word.Length is >= 3 and <= 300 && word[0] is not ('/' or '-' or '~') &&
        word.Contains('/', StringComparison.Ordinal) && !word.EndsWith('/') &&
        word.All(x => char.IsAsciiLetterOrDigit(x) || x is '/' or '.' or '_' or '-');
}
