using System.Text;

namespace GitHubOps.Core;

/// <summary>
/// Markdown with sentences that name their origin. Names from files stand where they cannot become marks.
/// </summary>
internal sealed class ModelPage(RepoName repo)
{
    private readonly StringBuilder text = new();

    public void Line(string line) => text.Append(line).Append('\n');

    public void Title(string title)
    {
        Line("");
        Line($"### {title}");
        Line("");
    }

    /// <summary>A title over what stands in a section; says so where the service does not do it yet.</summary>
    public void Title(string title, string section)
    {
        Title(title);
        if (OpsSection.All.Any(known => known.Key == section && known.IsActive)) return;
        Line("*Agreed; people do it, the service does not do it yet.*");
        Line("");
    }

    /// <summary>A sentence, and the line of the file that says so.</summary>
    public void Say(string sentence, Place origin) => Line($"- {sentence} {Link(origin)}");

    /// <summary>The line as a link that works from where the document lies.</summary>
    public string Link(Place at)
    {
        var prefix = PolicyFiles.OrgName(repo, "");
        var isOrg = at.File.StartsWith(prefix, StringComparison.Ordinal);
        var shown = $"{at.File[(at.File.LastIndexOf('/') + 1)..]}:{at.Line}";
        var target = isOrg
            ? $"https://github.com/{repo.Owner}/.github/blob/HEAD/{Path(at.File[prefix.Length..])}"
            : $"../{Path(at.File)}";
        return $"<sub>[{shown}]({target}#L{at.Line})</sub>";
    }

    /// <summary>A login, an alias, an area: as it is where it is an ordinary name, else in a code span.</summary>
    public static string Name(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? name : Code(name);

    public static string People(IEnumerable<Login> people) => List(people.Select(person => Name(person.Value)), "and");

    /// <summary>Text of a file in a code span that it cannot close, also inside a table.</summary>
    public static string Code(string text) =>
        $"`{ValueReader.Shown(text).Replace("|", "\\|", StringComparison.Ordinal)}`";

    /// <summary><c>a, b and c</c>; "nobody" where there is none.</summary>
    public static string List(IEnumerable<string> names, string word)
    {
        var all = names.ToList();
        return all.Count switch
        {
            0 => "nobody",
            1 => all[0],
            _ => $"{string.Join(", ", all.Take(all.Count - 1))} {word} {all[^1]}",
        };
    }

    /// <summary>With a capital at its beginning.</summary>
    public static string Sentence(string words) =>
        words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    public override string ToString() => text.ToString();

    private static string Path(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
