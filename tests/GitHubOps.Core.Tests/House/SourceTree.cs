using System.Text.RegularExpressions;
using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

/// <summary>The checkout's own files, as the house rules see them.</summary>
internal static partial class SourceTree
{
    /// <summary>
    /// Files below the given folders of the checkout, with '/' paths relative to it; build output left out.
    /// </summary>
    public static IEnumerable<(string Path, string Text)> Files(string[] folders, params string[] endings) =>
        from folder in folders
        let root = Checkout.PathTo(folder)
        where Directory.Exists(root)
        from file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Checkout.Root, file).Replace('\\', '/')
        where !path.Split('/').Any(part => part is "bin" or "obj" or "artifacts" or "node_modules")
        where endings.Length == 0 || endings.Contains(Path.GetExtension(path))
        orderby path
        select (path, File.ReadAllText(file));

    /// <summary>Names of the types that the C# files of a folder declare; nested ones left out.</summary>
    public static HashSet<string> TypesDeclaredIn(string folder) =>
        [.. Files([folder], ".cs").SelectMany(file => Declaration().Matches(file.Text))
            .Select(match => match.Groups[1].Value)];

    /// <summary>Words of a C# text, its comments left out.</summary>
    public static HashSet<string> WordsOf(string text) =>
        [.. Word().Matches(Comment().Replace(text, "")).Select(match => match.Value)];

    [GeneratedRegex(@"^(?:public|internal)(?: (?:static|sealed|abstract|partial|readonly))* (?:class|record|record struct|struct|interface|enum) (\w+)", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"//[^\n]*", RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b[A-Z]\w+\b", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
