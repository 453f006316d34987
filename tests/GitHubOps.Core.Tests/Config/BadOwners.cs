using System.Text;

namespace GitHubOps.Core.Tests;

/// <summary>
/// Files of owners with a mistake each, made by hand and made from good ones with a fixed seed: <c>OWNERS</c> files,
/// and the <c>OWNERS_ALIASES</c> at the root.
/// </summary>
internal static class BadOwners
{
    private const string Good =
        "approvers: [ana, ben]\nreviewers: [dee]\nlabels: [area/app]\noptions: { no_parent_owners: false }\n";
    private const string Filters = "filters:\n  .*: { approvers: [ana] }\n  '\\.md$': { reviewers: [ben] }\n";
    private const string Groups = "aliases:\n  leads: [ana, ben]\n  writers:\n    - dee\n";

    /// <summary>
    /// What is a mistake wherever it stands as a line of its own between lines that begin at the margin.
    /// </summary>
    private static readonly string[] Poison =
    [
        "zzqqy: 1", "\tlabels: []", "]", "}: {", "key: [", "&anchor x: 1", "*alias", "!tag x: 1", "@at: 1", "`tick`: 1",
        "- item", "word", "\"open: 1", "a: b: c", "? [x]: 1", "%YAML 1.9", "version: 1", "approver: [ana]", "x: |\n\ty",
        "Owners: ana",
    ];

    public static IReadOnlyList<(string Name, RepoFile File)> All() =>
    [
        .. Owners().Select((text, i) => ($"owners {i}", new RepoFile("src/OWNERS", text))),
        .. Aliases().Select((text, i) => ($"aliases {i}", new RepoFile(PolicyFiles.Aliases, text))),
        .. Bombs().Select((text, i) => ($"bomb {i}", new RepoFile("src/OWNERS", text))),
        .. Bombs().Select((text, i) => ($"bomb of aliases {i}", new RepoFile(PolicyFiles.Aliases, text))),
        .. LettersOff().Select(text => ($"letter off: {text}", new RepoFile("src/OWNERS", text))),
        .. Poisoned(120, "src/OWNERS", [Good, "approvers: [ana]\n\nlabels: [area/app]\n"]),
        .. Poisoned(60, PolicyFiles.Aliases, [Groups]),
    ];

    /// <summary>
    /// Good files in which one character was changed, taken away or doubled, and halves of them: whatever comes of it.
    /// </summary>
    public static IEnumerable<RepoFile> Spoiled(int count)
    {
        const string letters = "\t\n\r :-[]{}#&*!|>'\"%@`,?\0\u2028\uFEFFab1~.\\";
        var random = new Fixed(77);
        RepoFile[] good =
        [
            new("src/OWNERS", Good), new("OWNERS", Filters), new(PolicyFiles.Aliases, Groups),
            new("OWNERS", "approvers: &a [ana, '42']\nreviewers: *a\nemeritus_approvers:\n- ben\n"),
        ];
        for (var i = 0; i < count; i++)
        {
            var file = good[random.Next(good.Length)];
            var text = new StringBuilder(file.Text);
            for (var changes = 1 + random.Next(4); changes > 0; changes--)
            {
                var at = random.Next(text.Length);
                switch (random.Next(4))
                {
                    case 0: text[at] = letters[random.Next(letters.Length)]; break;
                    case 1: text.Insert(at, letters[random.Next(letters.Length)]); break;
                    case 2: text.Insert(at, text[at]); break;
                    default: text.Length = Math.Max(1, at); break;
                }
            }

            yield return file with { Text = text.ToString() };
        }
    }

    private static IEnumerable<string> Owners() =>
    [
        "- ana\n", "ana\n", "12\n", "\"ana\"\n", "[ana]\n", "approvers\n", "approvers ana\n", "approvers: ana\n",
        "approvers: { ana: 1 }\n",
        "approvers: 12\n", "approvers: yes\n", "approvers: [12]\n", "approvers: [yes, ana]\n", "approvers: [no]\n",
        "approvers: [1.5]\n",
        "approvers: [0x10]\n", "approvers: [[ana]]\n", "approvers: [{ name: ana }]\n", "approvers: ['']\n",
        "approvers: [~]\n",
        "approvers: [null]\n", "approvers:\n- \n- ana\n", "approvers: ['@']\n", "approvers: ['@@ana']\n",
        "approvers: [acme/core]\n",
        "approvers: ['@acme/core']\n", "approvers: [' ana']\n", "approvers: ['ana ']\n", "approvers: [\"ana\\tb\"]\n",
        "approvers: [ana b]\n",
        $"approvers: [{new string('a', 40)}]\n", "approvers: [ana@example.org]\n", "approvers: [ana\n",
        "approvers: ana]\n", "approvers: [ana,, ben]\n",
        "approvers: [ana]]\n", "approvers:\n\t- ana\n", "approvers:\n- ana\n ben\n", "approvers:\n-ana\n",
        "approvers:- ana\n", "approvers: - ana\n",
        "approvers: [ana]\napprovers: [ben]\n", "approvers: [ana]\nApprovers: [ben]\n", "reviewer: [ana]\n",
        "approver: [ana]\n", "owners: [ana]\n",
        "approvers: [ana]\nreviewers: ben\n", "approvers: [ana]\nlabels: area\n", "approvers: [ana]\nlabels: [' x']\n",
        "approvers: [ana]\nlabels: ['']\n",
        "options: [no_parent_owners]\n", "options: no_parent_owners\n", "options: { no_parent_owners: 'true' }\n",
        "options: { no_parent_owners: 1 }\n",
        "options: { no_parent_owners: maybe }\n", "options: { no_parents: true }\napprovers: [ana]\n",
        "no_parent_owners: true\napprovers: [ana]\n",
        "options: { auto_approve_unowned_subfolders: [] }\n", "\tapprovers: [ana]\n", "# x\n \tapprovers: [ana]\n",
        "approvers:\n-\tana\n", "approvers:\n-\n \tana\n",
        "filters: [a]\n", "filters: a\n", "filters: { '(': { approvers: [ana] } }\n",
        "filters: { '(?=a)': { approvers: [ana] } }\n",
        "filters: { '\\1': { approvers: [ana] } }\n", "filters: { 'a{1001}': { approvers: [ana] } }\n",
        "filters: { '[b-a]': { approvers: [ana] } }\n",
        "filters: { '*': { approvers: [ana] } }\n", "filters: { a: ana }\n", "filters: { a: [ana] }\n",
        "filters: { a: { approvers: ana } }\n",
        "filters: { a: { approver: [ana] } }\n",
        "filters: { a: { options: { no_parent_owners: true }, approvers: [ana] } }\n",
        "approvers: [ana]\nfilters: { a: { approvers: [ben] } }\n", "filters: { a: { approvers: [12] } }\n",
        "filters: { a: { approvers: [[x]] } }\n",
        "approvers: [ana]\n---\napprovers: [ben]\n", "---\n---\napprovers: [ana]\n", "%YAML 9.9\napprovers: [ana]\n",
        "approvers: *a\n", "approvers: [*a]\n",
        "? [a]\n: b\n", "{a: b\n", "approvers: [ana] ben\n", "approvers: \"ana\n", "approvers: 'ana\n",
        "approvers: |\n  ana\n", "approvers: >\n  ana\n",
        "approvers: !!set { ana }\n", "approvers: !!str [ana\n", "approvers: [ana]\nemeritus: [ben]\n",
        "approvers: [ana]\nteams: [core]\n",
        "approvers: [ana]\n\0", "\0approvers: [ana]\n", "approvers: [a\0na]\n", "\uFEFF\uFEFF\uFEFFapprovers: x\n",
        "approvers: ana\r\nreviewers: ben\r\n",
        "approvers: ana\rreviewers: ben\r", "approvers: [ana\u2028b]\n", "approvers: x\u2028y: z\n", "é: [ana]\n",
        "🙂: [ana]\n", "\ud800: [ana]\n", "<<: [ana]\n",
        "<<: ana\n", "approvers: [<<]\nx: 1\n", "approvers: [ana]\n<<: { approver: [x] }\n",
        "{ approvers: [ana], zz }\n", "{ approvers: [ana]: 1 }\n",
    ];

    private static IEnumerable<string> Aliases() =>
    [
        "- ana\n", "leads: [ana]\n", "aliases: [ana]\n", "aliases: ana\n", "aliases: 12\n", "aliases:\n  leads: ana\n",
        "aliases:\n  leads: 12\n",
        "aliases:\n  leads: yes\n", "aliases:\n  leads: [12]\n", "aliases:\n  leads: [no]\n",
        "aliases:\n  leads: [~]\n", "aliases:\n  leads: [[ana]]\n",
        "aliases:\n  leads: [{ a: b }]\n", "aliases:\n  leads: []\n", "aliases:\n  leads:\n",
        "aliases:\n  leads: ['']\n", "aliases:\n  '': [ana]\n",
        "aliases:\n  leads: [ana]\n  Leads: [ben]\n", "aliases:\n  leads: [ana]\n  '@leads': [ben]\n",
        "aliases:\n  leads: [ana]\n  leads: [ben]\n",
        "aliases:\n  leads: [leads]\n", "aliases:\n  leads: [more]\n  more: [ana]\n", "aliases:\n  acme/leads: [ana]\n",
        "aliases:\n  two words: [ana]\n",
        "aliases:\n\tleads: [ana]\n", "aliases:\n  leads: [ana\n", "aliases:\n  leads: [ana]\nmore: [ben]\n",
        "alias:\n  leads: [ana]\n", "Aliases\n",
        "aliases:\n  leads: [acme/core]\n", "aliases:\n  leads: ['ana ']\n", "aliases: { leads: [ana] \n",
        "aliases:\n  leads: [ana]\n---\naliases: {}\nx: 1\n",
        "aliases:\n  leads: *a\n", "aliases:\n  ? [a]\n  : [ana]\n", "aliases:\n  ~: [ana]\n",
        "aliases:\n leads: [ana]\n  more: [ben]\n", "aliases: |\n  leads\n",
    ];

    private static IEnumerable<string> Bombs()
    {
        yield return "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b, *b, *b]\nd: &d [*c, *c, *c, *c]\ne: &e [*d, *d, " +
            "*d, *d]\nf: [*e, *e, *e, *e]\n";
        yield return "approvers: &x [*x]\n";
        yield return $"zz: {Repeat("[", 10_000)}{Repeat("]", 10_000)}\n";
        yield return $"zz: {Repeat("{a: ", 10_000)}{Repeat("}", 10_000)}\n";
        yield return $"zz: {Repeat("[", 40)}{Repeat("]", 40)}\n";
        yield return Repeat("- ? ", 15_000);
        yield return Repeat("a", 600_000);
        yield return $"zz: [{Repeat("x, ", 30_000)}x]\n";
        yield return string.Concat(Enumerable.Range(0, 25_000).Select(i => $"k{i}: 1\n"));
        yield return Repeat("\t", 60_000) + "a";
        yield return Repeat("\"", 60_001);
        yield return Repeat("%", 60_000);
        yield return $"filters: {{ '{Repeat("(", 5_000)}': {{ approvers: [ana] }} }}\n";
        yield return $"filters: {{ '{Repeat("(a*)*", 300)}(': {{ approvers: [ana] }} }}\n";
        yield return $"filters: {{ '{Repeat("((a{{100}}){{100}})", 20).Replace("{{", "{").Replace("}}", "}")}': {{ approvers: [ana] }} }}\n";
    }

    private static IEnumerable<string> LettersOff()
    {
        foreach (var key in (string[])["approvers", "reviewers", "required_reviewers", "labels", "filters", "options",
            "emeritus_approvers"])
        {
            var middle = key.Length / 2;
            foreach (var wrong in (string[])[key.Remove(middle, 1), key.Insert(middle, key[middle].ToString()),
                key + ":", "x" + key])
                yield return $"{wrong}: [ana]\nreviewers: [ben]\n";
        }
    }

    private static IEnumerable<(string Name, RepoFile File)> Poisoned(int count, string path, string[] good)
    {
        var random = new Fixed(20261102);
        for (var i = 0; i < count; i++)
        {
            var lines = good[random.Next(good.Length)].Split('\n').ToList();
            var margins = Enumerable.Range(0, lines.Count)
                .Where(at => lines[at].Length == 0 || char.IsAsciiLetter(lines[at][0])).ToList();
            lines.Insert(margins[random.Next(margins.Count)], Poison[random.Next(Poison.Length)]);
            yield return ($"poisoned {path} {i}", new RepoFile(path, string.Join('\n', lines)));
        }
    }

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();

    /// <summary>The same numbers on every machine.</summary>
    private sealed class Fixed(uint seed)
    {
        private uint state = seed;

        public int Next(int bound)
        {
            state = (state * 1664525) + 1013904223;
            return (int)((state >> 8) % (uint)bound);
        }
    }
}
