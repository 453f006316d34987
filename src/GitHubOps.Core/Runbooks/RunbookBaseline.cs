using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// One finding that is known and put off: until a day, and only as long as what it speaks of stays as it is.
/// </summary>
/// <param name="Rule">The finding's code.</param>
/// <param name="Path">The file it lies in, from the repository's root.</param>
/// <param name="ContentHash">Of what the finding speaks of; see <see cref="RunbookBaseline.HashOf"/>.</param>
/// <param name="Expires">From this day on it counts again.</param>
public sealed record BaselineEntry(string Rule, string Path, string ContentHash, LocalDate Expires)
{
    /// <summary>Where the entry stands in its file, from 1; 0 for one that was not read from a file.</summary>
    public int Line { get; init; }

    internal (string Rule, string Path, string Hash) Key => (Rule, Path, ContentHash);
}

/// <summary>
/// What a repository had against it when it adopted the gate. It can only shrink: a change is held against the file of
/// its base, and every entry ends by itself.
/// </summary>
public sealed class RunbookBaseline
{
    /// <summary>Where the file lies unless the call says otherwise.</summary>
    public const string Place = ".github/runbooks.baseline.json";
    public const string Schema = "githubops.runbooks-baseline/1";
    public const int BytesMax = 16 * 1024 * 1024;
    public const int EntriesMax = 50_000;

    /// <summary>Nothing is put off for longer than a review may hold.</summary>
    public const int DaysMax = RunbookInterval.DaysMax;

    private readonly Dictionary<(string, string, string), BaselineEntry> byKey;

    public RunbookBaseline(string file, ImmutableArray<BaselineEntry> entries, ImmutableArray<Problem> problems)
    {
        (File, Entries, Problems) = (file, entries, problems);
        byKey = new(entries.Length);
        foreach (var entry in entries) byKey[entry.Key] = entry;
    }

    public string File { get; }

    public ImmutableArray<BaselineEntry> Entries { get; }

    /// <summary>What is wrong with the file. Then nothing of it counts.</summary>
    public ImmutableArray<Problem> Problems { get; }

    /// <summary>
    /// What the base of the change had; null where no change is judged, where the base cannot be seen, or where it had
    /// no file yet: then this is the adoption.
    /// </summary>
    public RunbookBaseline? Before { get; init; }

    public static RunbookBaseline Read(string file, string text) => BaselineReader.Read(file, text);

    /// <summary>The entry that puts a finding off, expired or not; null: there is none that counts.</summary>
    public BaselineEntry? Find(RunbookFinding finding, RunbookCase? runbook) =>
        byKey.GetValueOrDefault(KeyOf(finding, runbook)) is { } entry && !IsGrown(entry) ? entry : null;

    /// <summary>
    /// The entry is not the base's, or ends later than there: a change cannot put off what it has to pass.
    /// </summary>
    public bool IsGrown(BaselineEntry entry) =>
        Before is { } before && !(before.byKey.TryGetValue(entry.Key, out var old) && entry.Expires <= old.Expires);

    public static BaselineEntry EntryOf(RunbookFinding finding, RunbookCase? runbook, LocalDate expires)
    {
        var (rule, path, hash) = KeyOf(finding, runbook);
        return new(rule, path, hash, expires);
    }

    /// <summary>
    /// Two findings of one cause share their entry: a review that is put off does not block changes either.
    /// </summary>
    private static (string Rule, string Path, string Hash) KeyOf(RunbookFinding finding, RunbookCase? runbook) =>
        (finding.Problem.Code == "RB020" ? "RB021" : finding.Problem.Code, finding.Problem.File ?? "",
            HashOf(finding, runbook));

    /// <summary>
    /// What the finding speaks of, not the whole file: mending a word of an old runbook ends no exemption, a new
    /// review, another pattern or another broken link does.
    /// </summary>
    public static string HashOf(RunbookFinding finding, RunbookCase? runbook)
    {
        var known = runbook?.Runbook;
        var subject = finding.Axis switch
        {
            RunbookAxis.Age or RunbookAxis.Touch when known is not null =>
                $"{known.Review?.By}\n{(known.Review?.On is { } on ? RunbookAge.Date(on) : "")}\n{known.Review?.Kind}",
            RunbookAxis.Drift when known is not null => string.Join('\n', known.Covers.Entries.Select(x => x.Text)),
            RunbookAxis.Owner when known is not null => known.Owner ?? "",
            _ => finding.Problem.Text,
        };
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)))[..16];
    }

    /// <summary>The file: one line for each entry, so that two branches that shrink it merge.</summary>
    public static string Write(IEnumerable<BaselineEntry> entries)
    {
        var text = new StringBuilder("{\n  \"schema\": ").Append(Quoted(Schema)).Append(",\n  \"entries\": [");
        var isFirst = true;
        foreach (var entry in entries)
        {
            text.Append(isFirst ? "\n" : ",\n").Append("    { \"rule\": ").Append(Quoted(entry.Rule))
                .Append(", \"path\": ").Append(Quoted(entry.Path))
                .Append(", \"content-hash\": ").Append(Quoted(entry.ContentHash))
                .Append(", \"expires\": ").Append(Quoted(RunbookAge.Date(entry.Expires))).Append(" }");
            isFirst = false;
        }

        return text.Append(isFirst ? "]\n}\n" : "\n  ]\n}\n").ToString();
    }

    private static string Quoted(string text) =>
        "\"" + JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping) + "\"";
}
