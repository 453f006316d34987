using System.Collections.Immutable;
using System.Text;

namespace GitHubOps.Core;

/// <summary>Writes files of owners as people would: quotes only where YAML needs them.</summary>
internal static class OwnersWriter
{
    /// <param name="folder"><c>""</c> is the root.</param>
    /// <param name="lists">Filter and approvers; a single filter <c>.*</c> is written without one.</param>
    /// <param name="cutsParents">With <c>no_parent_owners</c>.</param>
    public static RepoFile Owners(
        string folder, ImmutableArray<(string Filter, ImmutableArray<string> People)> lists, bool cutsParents)
    {
        var text = new StringBuilder();
        if (cutsParents) text.Append("options:\n  no_parent_owners: true\n");
        if (lists is [(".*", var all)])
        {
            Approvers(text, all, "");
        }
        else
        {
            text.Append("filters:\n");
            foreach (var (filter, people) in lists)
            {
                text.Append($"  {Quoted(filter)}:\n");
                Approvers(text, people, "    ");
            }
        }

        return new RepoFile(folder.Length == 0 ? "OWNERS" : $"{folder}/OWNERS", text.ToString());
    }

    /// <summary>Aliases that are still to be filled, each with what it stands for.</summary>
    public static RepoFile Aliases(IReadOnlyDictionary<string, string> teams)
    {
        var text = new StringBuilder("aliases:\n");
        foreach (var (alias, team) in teams)
            text.Append($"  {Word(alias)}: [] # the members of {team}\n");
        return new RepoFile(PolicyFiles.Aliases, text.ToString());
    }

    private static void Approvers(StringBuilder text, ImmutableArray<string> people, string indent)
    {
        text.Append($"{indent}approvers:\n");
        foreach (var person in people) text.Append($"{indent}- {Word(person)}\n");
    }

    private static string Word(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && word[0] is not ('-' or '.')
            && OwnersScalar.KindOf(word) == OwnersKind.Text ? word : Quoted(word);

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
