using System.Collections.Immutable;
using System.Text.Json;

namespace GitHubOps.Core;

/// <summary>Commands that a person is to type can be typed, and what they name is there.</summary>
public sealed class CommandsRule : RunbookRule
{
    private static readonly string[] Makefiles = ["GNUmakefile", "makefile", "Makefile"];

    /// <summary>Folders that a build makes: what lies in them is in no commit.</summary>
    private static readonly string[] Made = ["bin", "obj", "node_modules", "dist", "build", "target", "out", "tmp",
        ".venv"];

    public override string Id => "commands";

    public override string Help =>
        "In blocks of shell commands a quote that opens must close, a path of this repository must exist, `make x` " +
        "needs a target `x` of the Makefile, `npm run x` a script of package.json. Nothing is run. What a block does " +
        "after `cd`, and what a build makes, is not looked at.";

    public override RunbookAxis Axis => RunbookAxis.Integrity;

    public override ImmutableArray<string> Codes => ["RB039", "RB045"];

    /// <summary>Files that must be read for it, where they exist.</summary>
    public static ImmutableArray<string> Wanted { get; } = [.. Makefiles, "package.json"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        var (targets, scripts) = (Targets(facts), Scripts(facts));
        foreach (var runbook in facts.Active)
            foreach (var fence in runbook.Code.Fences)
            {
                if (ShellText.Of(fence) is not { } shell) continue;
                if (shell.OpenQuoteLine > 0 && fence.Language is "sh" or "bash" or "shell" or "zsh")
                {
                    yield return Found(runbook,
                        Problem.Warning("RB039", "a quote opens here that nothing closes", runbook.Path,
                        shell.OpenQuoteLine, 0, "Close it, or a person who types this waits for ever."));
                    continue;
                }

                foreach (var (problem, named) in Missing(runbook.Path, shell, facts, targets, scripts))
                    yield return Found(runbook, problem, caused: IsTouched(named, facts.Touch));
            }
    }

    private static IEnumerable<(Problem Problem, string Named)> Missing(
        string path, ShellText shell, RunbookFacts facts,
        ImmutableHashSet<string>? targets, ImmutableHashSet<string>? scripts)
    {
        var words = shell.Words;
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (word is { IsFirst: true, Text: "cd" or "pushd" }) yield break;
            if (word.IsFirst && word.Text == "make" && targets is not null)
            {
                for (i++; i < words.Length && !words[i].IsFirst && words[i].Text is not ("-C" or "-f"); i++)
                    if (IsName(words[i].Text) && !targets.Contains(words[i].Text))
                        yield return (Lost(path, words[i], $"`make {words[i].Text}` has no such target"),
                            MakefileOf(facts)!);
                i--;
            }
            else if (word.IsFirst && word.Text == "npm" && scripts is not null && i + 2 < words.Length &&
                words[i + 1].Text == "run" && IsName(words[i + 2].Text) && !scripts.Contains(words[i + 2].Text))
            {
                yield return (Lost(path, words[i + 2], $"`npm run {words[i + 2].Text}` has no such script"),
                    "package.json");
            }
            else if (PathOf(word.Text, facts.Tree) is { } named)
            {
                yield return (Lost(path, word, $"`{Problems.Shown(named)}` does not exist"), named);
            }
        }
    }

    private static bool IsTouched(string named, RunbookTouch touch) => touch is RunbookTouch.Known known &&
        known.Paths.Any(x => x == named || x.StartsWith(named + "/", StringComparison.Ordinal));

    private static Problem Lost(string path, ShellWordAt word, string text) =>
        Problem.Warning("RB045", text, path, word.Line, 0, "Name what a person must type today.");

    /// <summary>A path that is surely meant as one of this repository and is not there; else null.</summary>
    private static string? PathOf(string word, RepoTree? tree)
    {
        var path = word.StartsWith("./", StringComparison.Ordinal) ? word[2..] : word;
        path = path.TrimEnd('/', '.', ',');
        if (tree is null || path.Length is < 3 or > 300 || !path.All(IsPlain)) return null;
        var parts = path.Split('/');
        if (parts.Length < 2 || parts.Any(x => x is "" or "." or ".." or "..." || Made.Contains(x))) return null;
        if (tree.Find(parts[0]) is not { IsFolder: true }) return null;
        return tree.Find(path) is null && tree.SubmoduleOf(path) is null ? path : null;

        static bool IsPlain(char x) => char.IsAsciiLetterOrDigit(x) || x is '/' or '.' or '_' or '-';
    }

    private static bool IsName(string word) => word.Length is > 0 and <= 100 &&
        word.All(x => char.IsAsciiLetterOrDigit(x) || x is '-' or '_' or ':' or '.') && char.IsAsciiLetter(word[0]);

    private static string? MakefileOf(RunbookFacts facts) => Makefiles.FirstOrDefault(facts.Files.ContainsKey);

    /// <summary>Null where there is no Makefile, or one whose targets cannot all be seen.</summary>
    private static ImmutableHashSet<string>? Targets(RunbookFacts facts)
    {
        if (MakefileOf(facts) is not { } file) return null;
        var targets = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var raw in facts.Files[file].AsSpan().EnumerateLines())
        {
            if (raw.StartsWith("\t") || raw.StartsWith("#")) continue;
            var line = raw.TrimStart(" -");
            if (line.StartsWith("include") || line.Contains('%')) return null;
            var colon = raw.IndexOf(':');
            if (colon <= 0 || raw[..colon].Contains('=') || raw[..colon].Contains('$')) continue;
            foreach (var name in raw[..colon].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries))
                targets.Add(name);
        }

        return targets.ToImmutable();
    }

    private static ImmutableHashSet<string>? Scripts(RunbookFacts facts)
    {
        if (!facts.Files.TryGetValue("package.json", out var text)) return null;
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root &&
                root.TryGetProperty("scripts", out var all) && all.ValueKind == JsonValueKind.Object
                ? [.. all.EnumerateObject().Select(x => x.Name)] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
