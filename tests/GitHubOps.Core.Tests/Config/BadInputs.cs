using System.Globalization;
using System.Text;

namespace GitHubOps.Core.Tests;

/// <summary>
/// Files that must not be obeyed: made by hand, and made from good ones with a fixed seed. Each is an <c>ops.yml</c>.
/// </summary>
internal static class BadInputs
{
    private const string Head = "version: 1\nextends: org\nmode: live\n";
    private const string Areas = "areas: { unknown: { owners: repo-leads } }\n";

    /// <summary>What breaks any file when it stands as a line of its own.</summary>
    private static readonly string[] Poison =
    [
        "zzqqy: 1", "\tareas: {}", "]", "}: {", "key: [", "&anchor x: 1", "*alias", "!tag x: 1", "\0", "@at: 1",
        "`tick`: 1",
        "- item", "word", "\"open: 1", "a: b: c", "? [x]: 1", "%YAML 1.9", "version: 1", "mode: live", "x: |\n\ty",
    ];

    private static readonly string[] Traps =
        ["no", "on", "off", "yes", "true", "null", "~", "09:00", "1.5", "0x10", "2026-11-02", "1_000", ".inf", "5"];

    /// <param name="examples">Good files, as they stand in the example repositories.</param>
    public static IReadOnlyList<(string Name, string Text)> All(IReadOnlyList<string> examples) =>
    [
        .. Shapes().Select((text, i) => ($"shape {i}", text)),
        .. Bombs().Select((text, i) => ($"bomb {i}", text)),
        .. Values().Select((text, i) => ($"value {i}", text)),
        .. LettersOff(),
        .. Traps.Select(trap => ($"trap {trap}", $"{Head}{Areas}runbooks: {{ required: [{trap}] }}\n")),
        .. Traps.Select(
            trap => ($"trap in mode {trap}", $"version: 1\nextends: org\nmode: {trap}\n{Areas}rotations: []\n")),
        .. Poisoned(examples),
    ];

    private static IEnumerable<string> Shapes() =>
    [
        "", " ", "\n\n", "# only a comment\n", "---\n", "...\n", "null", "~", "[]", "- a\n", "word", "\"text\"", "12",
        "|\n  text\n",
        "version: 2\n", "version: one\n", "version: [1]\n", "version: { a: 1 }\n", "version: \"\"\n",
        $"{Head}", $"{Head}areas: []\n", $"{Head}areas: word\n", $"{Head}areas: {{}}\n",
        $"{Head}areas: {{ unknown: x }}\n",
        $"{Head}areas: {{ unknown: {{}} }}\n", $"{Head}areas: {{ unknown: {{ owners: nobody-knows }} }}\n",
        $"{Head}areas: {{ unknown: {{ owners: [ana] }} }}\n",
        $"{Head}areas: {{ App: {{}}, unknown: {{ owners: repo-leads }} }}\n",
        $"version: 1\nextends: org@v9\n{Areas}", $"version: 1\nextends: other\n{Areas}",
        $"version: 1\nextends: [org]\n{Areas}",
        $"\uFEFF\uFEFF{Head}{Areas}zz: 1\n", $"{Head}\uFEFFareas: {{ unknown: {{ owners: repo-leads }} }}\n",
        $"{Head}{Areas}\0", $"{Head}\0{Areas}", $"{Head}{Areas}a: \"\\x\"\n", $"{Head}{Areas}a: '\n",
        $"{Head}{Areas}a: \"\n",
        $"{Head}{Areas}---\n{Head}{Areas}", $"{Head}{Areas}{Areas}", $"{Head}{Areas}mode: paused\n",
        $"{Head}{Areas}\tmode: live\n",
        $"{Head}areas:\n\tunknown: {{ owners: repo-leads }}\n", $"{Head}areas:\n  unknown:\n owners: repo-leads\n",
        $"{Head.ReplaceLineEndings("\r")}{Areas}zz: 1\n",
        $"{Head.ReplaceLineEndings("\r\n")}{Areas.ReplaceLineEndings("\r\n")}zz: 1\r\n",
        $"{Head}{Areas}<<: {{ a: 1 }}\n", $"{Head}{Areas}? a\n", $"{Head}{Areas}[a]: 1\n",
        $"{Head}{Areas}{{a: 1}}: 1\n",
        $"{Head}{Areas}locked: [mode]\n", $"{Head}{Areas}manners: {{ mentions: everybody }}\n",
        $"{Head}severities: {{ s1: x }}\n{Areas}",
        "version: 1\nextends: org\nmode: live\nareas: { unknown: { owners: repo-leads }\n", $"{Head}{Areas}é: 1\n",
        $"{Head}{Areas}🙂: 1\n",
        $"{Head}{Areas}\ud800: 1\n", $"{Head}{Areas}\"a\\nb\": 1\n", $"{Head}{Areas}\u2028: 1\n",
        $"{Head}{Areas}\"\": 1\n",
    ];

    private static IEnumerable<string> Bombs()
    {
        yield return "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n";
        yield return $"{Head}{Areas}a: &x {{ b: *x }}\n";
        yield return $"{Head}{Areas}a: !!python/object:os.system x\n";
        yield return $"{Head}{Areas}a: !<tag:yaml.org,2002:binary> aGk=\n";
        foreach (var (open, close) in new[] { ("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", ""), ("(", ")") })
        {
            foreach (var depth in new[] { 33, 1_000, 10_000 })
                yield return $"{Head}{Areas}a: {Repeat(open, depth)}{Repeat(close, depth)}\n";
        }

        yield return new string('a', 70_000);
        yield return $"{Head}{Areas}a: {new string('x', 70_000)}\n";
        yield return $"{Head}{Areas}a: [{Repeat("x, ", 21_000)}x]\n";
        yield return $"{Head}{Areas}rituals: {{ {Repeat("x: {}, ", 9_000)} }}\n";
        yield return $"{Head}{Areas}{string.Concat(Enumerable.Range(0, 5_000).Select(i => $"k{i}: 1\n"))}";
        yield return $"{Head}{Areas}upstream:\n{Repeat("  - { repo: a/b }\n", 1_001)}";
        yield return $"{Head}areas:\n{string.Concat(Enumerable.Range(0, 1_500).Select(i => $"  a{i}: {{ paths: ['{{a,b}}{{c,d}}/**'] }}\n"))}";
        yield return $"{Head}{Areas}severities: {{ s1: \"{Repeat("\\u0000", 2_000)}\" }}\n";
        yield return $"{Head}{Areas}{Repeat(" ", 60_000)}x: 1\n";
        yield return $"{Head}{Areas}{Repeat("#", 60_000)}\nx: 1\n";
        yield return $"{Head}{Areas}changes: [ {{ paths: [\"{Repeat("{a,b}", 80)}\"], needs: [decision] }} ]\n";
        yield return Repeat("%", 60_000);
        yield return Repeat("\"", 60_001);
        yield return Repeat("- ? ", 15_000);
        yield return Repeat("\t", 60_000) + "a";
        yield return Repeat("\0", 60_000);
    }

    private static IEnumerable<string> Values() => new[]
    {
        "calendars: { x: { tz: Mars/Olympus, hours: Mon-Fri 09:00-17:00 } }", "calendars: { x: { tz: Europe/Vienna } }",
        "calendars: { x: { tz: Europe/Vienna, hours: 25:00-26:00 } }",
        "calendars: { x: { tz: UTC, hours: always, holidays: ../../etc.ics } }",
        "rotations: { r: { of: repo-leads, every: 0w } }",
        "rotations: { r: { of: repo-leads, every: 1w, starts: Someday 10:00 } }",
        "rotations: { r: { every: 1w } }", "rotations: { r: { of: repo-leads, at_most: -1 } }",
        "rotations: { r: { of: repo-leads, at_most: 1e9 } }",
        "rotations: { r: { of: repo-leads, every: 1w, anchor: { on: 2026-13-45, person: ana } } }",
        "rotations: { area owner: { of: repo-leads } }",
        "severity_rules: []", "severity_rules: [s4: otherwise, s3: otherwise]",
        "severity_rules: [{ s1: { impakt: x }, s2: otherwise }]",
        "severity_rules: [s1: {}, s4: otherwise]", "severity_rules: [s1: { reports: many }, s4: otherwise]",
        "severity_rules: [s1: { signal: nothing }, s4: otherwise]",
        "severity_rules: [s1: { error_rate: 50 }, s4: otherwise]",
        "assign: { new: nobody }", "assign: { s5: area owner }", "assign: { new: [area owner] }",
        "sla: { respond: { s1: soon } }", "sla: { respond: { s1: 99999999d } }", "sla: { respnd: { s1: 1h } }",
        "sla: { mode: off }",
        "escalate: { 75: remind assignee }", "escalate: { 75%: shout }", "escalate: { 75%: add to nothing }",
        "escalate: { 100%: page nobody }",
        "label_names: { sev/s1: x, sev/s2: X }", "label_names: { nothing: x }", "manners: { writes_per_hour: 0 }",
        "manners: { comments: 2 }",
        "intake: { bug.yml: {} }", "intake: { bug.yml: { type: A Bug } }",
        "intake: { bug.yml: { type: bug, area: nowhere } }",
        "releases: { stable: {} }", "releases: { stable: { every: often } }",
        "releases: { stable: { every: 2d on Thu } }",
        "releases: { stable: { every: 2w on Thu, captain: nobody } }",
        "releases: { stable: { every: 1w, go: { need: 2 } } }",
        "releases: { stable: { every: 1w, soak: preview } }",
        "releases: { stable: { every: 1w, runbook: ../secret.md } }",
        "releases: { stable: { every: 1w, silence_means: go } }", "releases: { mode: off }",
        "releases: { \"a b\": { every: 1w } }",
        "rituals: { weekly: { when: 15:00 } }", "rituals: { weekly: { when: fifth Thu 16:00 } }",
        "rituals: { weekly: { when: Tue 15:00 Mars } }",
        "rituals: { weekly: { when: Tue 15:00, agenda: [unowed] } }",
        "rituals: { weekly: { when: Tue 15:00, opens: { repo: ops } } }",
        "signals: { s: { from: nowhere } }", "signals: { s: { from: workflow CI, opens_when: often } }",
        "signals: { s: { from: dispatch x, closes_when: quiet } }",
        "signals: { s: { from: dispatch x, flaky_when: 3 in 14d } }",
        "signals: { s: { from: dispatch x, owner: nobody } }",
        "chores: { c: { every: 30d } }", "chores: { c: { every: 30d, to: nobody } }", "changes: { paths: [a] }",
        "changes: [{ paths: [../a], needs: [x] }]",
        "changes: [{ paths: [a], needs: [anything] }]", "support: { questions: { to: issues } }",
        "support: { answers: [a] }",
        "decisions: { by: repo-leads }", "decisions: { dir: /etc }", "newcomers: { take: { each: 2 } }",
        "newcomers: { buddy: nobody }",
        "upstream: [{ words: [a] }]", "upstream: [{ repo: vscode }]", "features: { promote_at: soon }",
        "features: { expire: 5bd }",
        "incidents: { commander: nobody }", "incidents: { label: incident, update_every: 1bh }",
        "roadmap: { repo: acme }",
        "roadmap: { repo: acme/ops, overdue: nag }", "common_issues: { repos: 1 }", "common_issues: { same: [mood] }",
        "common_issues: { same: [area], then: close them }", "feedback: { partners: partners.yml }",
        "feedback: { sla: { answer: 1d } }",
        "feedback: { digest: { to: null } }", "feedback: { pattern: { same: null } }",
        "runbooks: { verify_every: never }",
        "runbooks: { gate: always }", "runbooks: { required: [/etc/passwd] }", "runbooks: { in: ../x/** }",
    }.Select(line => $"{Head}{Areas}{line}\n");

    /// <summary>Each key at the top, one letter off.</summary>
    private static IEnumerable<(string Name, string Text)> LettersOff()
    {
        foreach (var key in OpsSection.All.Select(section => section.Key)
            .Where(key => key is not ("version" or "areas")))
        {
            var middle = key.Length / 2;
            yield return ($"{key}: letter lost", $"version: 1\n{Areas}{key.Remove(middle, 1)}: x\n");
            yield return ($"{key}: letter doubled",
                $"version: 1\n{Areas}{key.Insert(middle, key[middle].ToString())}: x\n");
            yield return ($"{key}: capital",
                $"version: 1\n{Areas}{char.ToUpper(key[0], CultureInfo.InvariantCulture)}{key[1..]}: x\n");
        }
    }

    private static IEnumerable<(string Name, string Text)> Poisoned(IReadOnlyList<string> examples)
    {
        var random = 20261102u;
        for (var i = 0; i < 200; i++)
        {
            var lines = examples[Next(examples.Count)].Split('\n').ToList();
            var poison = Poison[Next(Poison.Length)];
            lines.Insert(1 + Next(lines.Count - 1), poison);
            yield return ($"poisoned {i}", string.Join('\n', lines));
        }

        int Next(int bound)
        {
            random = (random * 1664525) + 1013904223;
            return (int)((random >> 8) % (uint)bound);
        }
    }

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();
}
