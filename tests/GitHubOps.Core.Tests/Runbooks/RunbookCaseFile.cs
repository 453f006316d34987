using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime.Text;

namespace GitHubOps.Core.Tests;

/// <summary>
/// A little repository in one text. A header of <c>key: value</c> lines (<c>today</c>, <c>change: unknown</c>,
/// <c>author</c> and <c>approved</c> of the pull request), then
/// sections <c>-- path --</c>: the files as they are. <c>-- before/path --</c> is what stood there at the base of the
/// change, <c>-- new/path --</c> a file that the change adds, <c>-- gone/path --</c> one that it deletes.
/// <c>SEEN</c> in a runbook stands for the fingerprint of its first entry of <c>covers</c>, <c>STAMP</c> for its
/// digest.
/// </summary>
internal static class RunbookCaseFile
{
    /// <summary>Stands for all that a file of more than a mebibyte has behind it.</summary>
    private const string Cut = "AND SO ON";

    public static string Run(string given)
    {
        var (header, sections) = Split(given);
        var now = sections.Where(x => x.Kind is "" or "new")
            .ToDictionary(x => x.Path, x => x.Text, StringComparer.Ordinal);
        var before = sections.Where(x => x.Kind is "before" or "gone")
            .ToDictionary(x => x.Path, x => x.Text, StringComparer.Ordinal);
        var changed = sections.Where(x => x.Kind.Length > 0).Select(x => x.Path)
            .ToImmutableSortedSet(StringComparer.Ordinal);
        var (policy, problems) = now.TryGetValue(".github/ops.yml", out var text)
            ? RunbookPolicyReader.Read(".github/ops.yml", text)
            : (RunbookPolicy.Default, ImmutableArray<Problem>.Empty);
        var place = Glob.Parse(policy.In);
        var tree = Tree(now);
        var runbooks = now.Where(x => place.Matches(x.Key)).Select(x => new RunbookCase(
            Read(x.Key, x.Value, tree),
            before.TryGetValue(x.Key, out var old) ? Read(x.Key, old, tree) : null))
            .Select(x => x with { LostMentions = LostBy(x, now, before) });
        var facts = new RunbookFacts(LocalDatePattern.Iso.Parse(header["today"]).Value, policy)
        {
            Runbooks = [.. runbooks],
            Tree = tree,
            Repository = "acme/web",
            HostedOwners = Hosted(header.GetValueOrDefault("github", "")),
            Areas =
            [
                .. text is null ? [] : RunbookArea.Read(".github/ops.yml", text),
                .. CoverageSources.Read(
                    now.Where(x => CoverageSources.IsWanted(x.Key)).Select(x => new RepoFile(x.Key, x.Value))),
            ],
            Alerts = [.. now.Where(x => x.Key.EndsWith(".yml", StringComparison.Ordinal))
                .SelectMany(x => AlertDefinition.Read(x.Key, x.Value))],
            Moved = sections.Where(x => x.Kind == "gone")
                .Select(x => (x.Path, To: sections.FirstOrDefault(to => to.Kind == "new" && to.Text == x.Text).Path))
                .Where(x => x.To is not null).ToImmutableDictionary(x => x.Path, x => x.To!),
            People = RunbookPeople.Read(
                [.. now.Where(x => RunbookPeople.IsWanted(x.Key)).Select(x => new RepoFile(x.Key, x.Value))],
                now.GetValueOrDefault(".github/ops.yml")),
            Files = now.Where(x => CommandsRule.Wanted.Contains(x.Key)).ToImmutableDictionary(),
            Approval = header.TryGetValue("author", out var author)
                ? new(new Login(author),
                    [.. header.GetValueOrDefault("approved", "").Split(", ").Select(x => new Login(x))]) : null,
            Touch = header.GetValueOrDefault("change") switch
            {
                "unknown" => new RunbookTouch.Unknown("the base is not here", "Fetch it."),
                _ when changed.Count > 0 => new RunbookTouch.Known(changed, "0123456789abcdef"),
                _ => new RunbookTouch.NoChange(),
            },
        };
        return Print(problems, RunbookChecker.Check(facts with { Baseline = Baseline(facts, now, before) }));
    }

    /// <summary><c>HASH</c> stands for the hash of the finding that the line names.</summary>
    private static RunbookBaseline? Baseline(
        RunbookFacts facts, Dictionary<string, string> now, Dictionary<string, string> before)
    {
        if (!now.TryGetValue(RunbookBaseline.Place, out var text)) return null;
        var standing = RunbookChecker.Standing(facts);
        var baseline = RunbookBaseline.Read(RunbookBaseline.Place, Filled(text));
        return before.TryGetValue(RunbookBaseline.Place, out var old)
            ? new(baseline.File, baseline.Entries, baseline.Problems)
            {
                Before = RunbookBaseline.Read(RunbookBaseline.Place, Filled(old)),
            }
            : baseline;

        string Filled(string lines) => string.Join('\n', lines.Split('\n').Select(line => standing
            .FirstOrDefault(x => line.Contains($"\"{x.Finding.Problem.Code}\"", StringComparison.Ordinal) &&
                line.Contains($"\"{x.Finding.Problem.File}\"", StringComparison.Ordinal)) is { } named
            ? line.Replace("HASH", RunbookBaseline.HashOf(named.Finding, named.Runbook), StringComparison.Ordinal)
            : line));
    }

    // github: @acme/gone unknown, @zoe idle
    private static ImmutableDictionary<string, HostedOwner> Hosted(string text) => text
        .Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(x => x.Split(' ')).ToImmutableDictionary(x => x[0],
            x => x[1] switch
        {
            "unknown" => new HostedOwner(HostedOwnerState.Unknown, null),
            "unreadable" => new HostedOwner(HostedOwnerState.Unreadable, null),
            "idle" => new HostedOwner(HostedOwnerState.Known, false),
            _ => new HostedOwner(HostedOwnerState.Known, true),
        });

    private static ImmutableArray<LostMention> LostBy(
        RunbookCase runbook, Dictionary<string, string> now, Dictionary<string, string> before)
    {
        if (runbook.Runbook is not { } known) return [];
        var covered = now.ToLookup(x => known.Covers.Matches(x.Key));
        return MentionDrift.Of(Mentions.Of(known, runbook.Code),
            [.. before.Where(x => known.Covers.Matches(x.Key)).Select(x => x.Value)],
            covered[true].Select(x => x.Value),
            covered[false].Where(x => !Mentions.IsProse(x.Key)).Select(x => (x.Key, x.Value)));
    }

    private static string Print(ImmutableArray<Problem> policy, RunbookReport report)
    {
        var lines = policy.Select(x => $"policy {x.Code} {x}").Concat(report.Findings.Select(x =>
            $"{x.Problem.Level.ToString().ToLowerInvariant()} {x.Problem.Code} " +
            $"{(x.Related ? "related " : "")}{x.Problem}"));
        var states = report.Facts.Runbooks.Select(x => $"= {x.Path}: {x.Age.State.ToString().ToLowerInvariant()}");
        return string.Concat(lines.Concat(states).Select(x => x + "\n"));
    }

    private static RunbookReading Read(string path, string text, RepoTree tree)
    {
        var plain = RunbookReader.Read(path, text.Replace("SEEN", "g:0", StringComparison.Ordinal));
        if (plain.Runbook is not { Covers.Entries.Length: > 0 } runbook)
            return RunbookReader.Read(path, Encoding.UTF8.GetBytes(text).AsSpan(),
                text.Contains(Cut, StringComparison.Ordinal));
        var seen = tree.FingerprintOf(runbook.Covers.Entries[0], runbook.Covers, path) ?? "g:0";
        var filled = text.Replace("SEEN", seen, StringComparison.Ordinal);
        var stamp = RunbookReader.Read(path, filled).Runbook?.Review is { } review ? RunbookStamp.DigestOf(review) : "";
        return RunbookReader.Read(path, filled.Replace("STAMP", stamp, StringComparison.Ordinal));
    }

    private static RepoTree Tree(Dictionary<string, string> files)
    {
        var entries = files.Select(x => x.Value.StartsWith("submodule", StringComparison.Ordinal)
            ? new RepoEntry(x.Key, "160000", new string('5', 40))
            : new RepoEntry(x.Key, "100644", BlobId(x.Value))).ToList();
        foreach (var folder in files.Keys.SelectMany(Folders).Distinct(StringComparer.Ordinal))
        {
            var below = entries.Where(x => x.Path.StartsWith(folder + "/", StringComparison.Ordinal) && !x.IsFolder)
                .Select(x => x.ObjectId + x.Path);
            entries.Add(new RepoEntry(folder, "040000", BlobId(string.Concat(below))));
        }

        return new RepoTree(entries);
    }

    private static IEnumerable<string> Folders(string path)
    {
        for (var at = path.IndexOf('/', StringComparison.Ordinal); at > 0; at = path.IndexOf('/', at + 1))
            yield return path[..at];
    }

    private static string BlobId(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var head = Encoding.UTF8.GetBytes($"blob {bytes.Length.ToString(CultureInfo.InvariantCulture)}\0");
#pragma warning disable CA5350 // git's own name for a content
        return Convert.ToHexStringLower(SHA1.HashData([.. head, .. bytes]));
#pragma warning restore CA5350
    }

    private static (Dictionary<string, string> Header,
        List<(string Kind, string Path, string Text)> Sections) Split(string given)
    {
        var header = new Dictionary<string, string>(StringComparer.Ordinal);
        var sections = new List<(string Kind, string Path, string Text)>();
        foreach (var line in given.Split('\n'))
        {
            if (line.StartsWith("-- ", StringComparison.Ordinal) && line.EndsWith(" --", StringComparison.Ordinal))
            {
                var name = line[3..^3];
                var kind = new[] { "before", "new", "gone" }.FirstOrDefault(x =>
                    name.StartsWith(x + "/", StringComparison.Ordinal)) ?? "";
                sections.Add((kind, kind.Length == 0 ? name : name[(kind.Length + 1)..], ""));
            }
            else if (sections.Count > 0) sections[^1] = sections[^1] with { Text = sections[^1].Text + line + "\n" };
            else if (line.Split(": ", 2) is [var key, var value]) header[key] = value;
        }

        return (header, sections);
    }
}
