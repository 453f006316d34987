using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Reads a runbook's front matter. Never throws; whatever is wrong is a problem with its line.</summary>
public static class RunbookReader
{
    private static readonly string[] Keys =
        ["owner", "severity", "interval", "covers", "alerts", "escalation", "watch", "state", "superseded_by", "reason",
            "for"];

    private static readonly string[] ReviewKeys =
        ["by", "on", "kind", "evidence", "seen", "text", "holds", "stamp", "note"];

    private static readonly string[] WaiverKeys = ["by", "on", "until", "because"];

    private static readonly ImmutableSortedDictionary<string, string> NothingSeen =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public static bool IsDocument(string path) =>
        path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ||
        path.EndsWith(".markdown", StringComparison.OrdinalIgnoreCase);

    /// <param name="path">The file's path from the repository's root.</param>
    /// <param name="bytes">The file, or its first part.</param>
    /// <param name="truncated">True where <paramref name="bytes"/> is not the whole file.</param>
    public static RunbookReading Read(string path, ReadOnlySpan<byte> bytes, bool truncated = false)
    {
        var (text, problem) = FrontMatter.Decode(path, bytes, truncated);
        if (text is null) return new(path, null, null, [problem!]);
        var reading = Read(path, text);
        if (!truncated || reading.FrontMatter is not { } front) return reading;
        return reading with
        {
            FrontMatter = front with { IsCut = true },
            Problems = reading.Problems.Add(new Problem("RB008", ProblemLevel.Notice,
                "is larger than 1 MiB: its metadata is checked, its text is not", path, 1)),
        };
    }

    public static RunbookReading Read(string path, string text)
    {
        var (front, problem) = FrontMatter.Split(path, text);
        if (problem is not null) return new(path, null, null, [problem]);
        if (front is null) return WithoutFrontMatter(path, text);
        var yaml = YamlText.Read(front.Yaml, path, "RB002", YamlLimits.FrontMatter, linesBefore: 1);
        if (yaml.Problem is not null) return new(path, null, front, [yaml.Problem]);
        if (yaml.Root is not YamlMap map) return new(path, null, front, [NoMetadata(path, 1)]);
        var reader = new RunbookFields(path);
        var runbook = map.TryGet("runbook", out var block) ? ReadRunbook(reader, map, block)
            : RunbookDialects.Read(reader, map) ?? RunbookDialects.ReadComment(reader, text);
        if (runbook is null) return new(path, null, front, [NoMetadata(path, 1)]);
        if (map.Find("review") is { } review)
            runbook = runbook with { Review = ReadReview(reader, review) ?? runbook.Review };
        if (map.Find("waiver") is { } waiver) runbook = runbook with { Waiver = ReadWaiver(reader, waiver) };
        return new(path, runbook, front, reader.Found);
    }

    private static RunbookReading WithoutFrontMatter(string path, string text)
    {
        var reader = new RunbookFields(path);
        return RunbookDialects.ReadComment(reader, text) is { } runbook
            ? new(path, runbook, FrontMatter.NoneIn(text), reader.Found)
            : new(path, null, null, [NoMetadata(path, 1)]);
    }

    private static Problem NoMetadata(string path, int line) =>
        Problem.Warning("RB001", "no runbook metadata", path, line, 0,
            $"Add it: `githubops runbooks init {ShellWord.Of(path)}`.");

    private static Runbook ReadRunbook(RunbookFields reader, YamlMap map, YamlValue block)
    {
        var runbook = new Runbook(reader.Path)
        {
            Title = map.Find("title")?.Value is YamlScalar title
            ? title.Text : null
        };
        if (reader.AsMap(block, "runbook", Keys) is { } fields)
        {
            runbook = runbook with
            {
                Owner = ReadOwner(reader, fields, block),
                Severity = reader.Word<RunbookSeverity>(fields, "severity"),
                Interval = ReadInterval(reader, fields),
                Covers = ReadCovers(reader, fields),
                Alerts = [.. reader.Texts(fields, "alerts").Select(x => x.Text)],
                Watch = [.. reader.Texts(fields, "watch").Select(x => x.Text)],
                State = reader.Word<RunbookState>(fields, "state") ?? RunbookState.Active,
                SupersededBy = reader.Text(fields, "superseded_by"),
                Reason = reader.Text(fields, "reason"),
            };
        }

        return runbook;
    }

    private static string? ReadOwner(RunbookFields reader, YamlMap fields, YamlValue block)
    {
        var entry = fields.Find("owner");
        if (entry is null or { Value: YamlScalar { IsNull: true } })
        {
            reader.Refuse("RB010", "the runbook has no owner", entry?.Key.Line ?? block.Line, entry?.Key.Column ?? 0,
                "Add `owner: \"@org/team\"` (or `@user`, a name of OWNERS_ALIASES, `rotation:name`).");
            return null;
        }

        var owner = reader.Text(fields, "owner");
        if (owner is null || IsOwner(owner)) return owner;
        reader.Refuse("RB011", $"`{Problems.Shown(owner)}` cannot be an owner", entry.Value.Line, entry.Value.Column,
            "Write `@user`, `@org/team`, a name of OWNERS_ALIASES or `rotation:name`, in quotes.");
        return null;
    }

    /// <summary><c>@user</c>, <c>@org/team</c>, a name of an alias, or <c>rotation:name</c>.</summary>
    public static bool IsOwner(string owner)
    {
        var name = owner.StartsWith("rotation:", StringComparison.Ordinal)
            ? owner["rotation:".Length..] : owner.TrimStart('@');
        var parts = name.Split('/');
        return parts.Length <= (owner.StartsWith('@') ? 2 : 1) && owner.Count(x => x == '@') <= 1 && parts.All(IsName);

        static bool IsName(string part) => part.Length is > 0 and <= 100 && !part.StartsWith('-') &&
            part.All(x => char.IsAsciiLetterOrDigit(x) || x is '-' or '_' or '.' or '[' or ']');
    }

    private static RunbookInterval? ReadInterval(RunbookFields reader, YamlMap fields)
    {
        if (reader.Text(fields, "interval") is not { } text) return null;
        var at = fields.Find("interval")!.Value;
        if (!RunbookInterval.TryParse(text, out var interval, out var error))
        {
            reader.Refuse("RB007", $"`interval: {Problems.Shown(text)}` {error}", at.Line, at.Column, null);
            return null;
        }

        if (interval.IsNever && fields.Find("reason") is null)
            reader.Refuse("RB007", "`interval: never` gives no reason", at.Line, at.Column, "Add `reason:` beside it.");
        return interval;
    }

    private static RunbookCovers ReadCovers(RunbookFields reader, YamlMap fields)
    {
        var covers = reader.Texts(fields, "covers").Select(x => new RunbookCover(x.Text, x.Line));
        return RunbookCovers.Read(covers, (cover, error) =>
            reader.Refuse("RB006", $"`covers` holds `{Problems.Shown(cover.Text)}`: {error}", cover.Line, 0,
                "Write a pattern like `services/payments/**`."));
    }

    private static RunbookWaiver? ReadWaiver(RunbookFields reader, YamlEntry entry)
    {
        if (entry.Value is YamlScalar { IsNull: true }) return null;
        return reader.AsMap(entry.Value, "waiver", WaiverKeys) is { } fields
            ? new(reader.Text(fields, "by"), reader.Date(fields, "on"), reader.Date(fields, "until"),
                reader.Text(fields, "because"), entry.Key.Line)
            : null;
    }

    private static RunbookReview? ReadReview(RunbookFields reader, YamlEntry entry)
    {
        if (entry.Value is YamlScalar { IsNull: true }) return null;
        if (reader.AsMap(entry.Value, "review", ReviewKeys) is not { } fields) return null;
        return new RunbookReview(
            reader.Text(fields, "by"),
            reader.Date(fields, "on"),
            reader.Word<ReviewKind>(fields, "kind"),
            fields.Find("on")?.Key.Line ?? entry.Key.Line)
        {
            Evidence = reader.Text(fields, "evidence"),
            Seen = fields.Find("seen") is null ? NothingSeen
                : reader.Pairs(fields, "seen").ToImmutableSortedDictionary(StringComparer.Ordinal),
            Text = reader.Text(fields, "text"),
            Holds = reader.Word<ReviewHold>(fields, "holds"),
            Stamp = reader.Text(fields, "stamp"),
        };
    }
}
