using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace GitHubOps.Core;

/// <summary>
/// What makes a changed date a review: the stamp holds what its author saw, and was not written by hand.
/// </summary>
public static class RunbookStamp
{
    /// <summary>
    /// The digest over the rest of the stamp. It tells a review by <c>renew</c> of unchanged code from a date typed
    /// over; it is no secret and proves no identity.
    /// </summary>
    public static string DigestOf(RunbookReview review)
    {
        var text = new StringBuilder();
        foreach (
            var part in new[] { review.By, review.On is { } on
                ? RunbookAge.Date(on) : null, review.Kind is { } k ? RunbookWords.Of(k) : null, review.Evidence })
            text.Append(part).Append('\n');
        if (review.Text is not null) text.Append("text\t").Append(review.Text).Append('\n');
        if (review.Holds is { } holds) text.Append("holds\t").Append(RunbookWords.Of(holds)).Append('\n');
        foreach (var (key, value) in review.Seen) text.Append(key).Append('\t').Append(value).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }

    /// <summary>A digest of what people read of a runbook, blanks at the ends aside.</summary>
    public static string TextOf(FrontMatter front) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(front.BodyAsRead)))[..16];

    /// <summary>
    /// What a reviewer of <paramref name="runbook"/> sees in a tree, one line per entry that matches something.
    /// </summary>
    public static ImmutableSortedDictionary<string, string> See(Runbook runbook, RepoTree tree)
    {
        var seen = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var entry in runbook.Covers.Entries)
            if (tree.FingerprintOf(entry, runbook.Covers, runbook.Path) is { } fingerprint)
                seen[entry.Text] = fingerprint;
        return seen.ToImmutable();
    }

    /// <summary>The entries whose covered files differ from what the reviewer saw.</summary>
    public static ImmutableArray<string> ChangedSince(Runbook runbook, RepoTree tree)
    {
        if (runbook.Review is not { Seen.Count: > 0 } review) return [];
        var now = See(runbook, tree);
        return [.. review.Seen.Where(x => now.GetValueOrDefault(x.Key) != x.Value).Select(x => x.Key)];
    }

    /// <summary>
    /// True where two versions of a file say the same but for <c>review.on</c>, and the date differs.
    /// </summary>
    public static bool OnlyDateDiffers(RunbookReading before, RunbookReading now)
    {
        if (before.FrontMatter is not { } a || now.FrontMatter is not { } b || a.BodyAsRead != b.BodyAsRead)
            return false;
        if (before.Runbook?.Review?.On == now.Runbook?.Review?.On) return false;
        return Leaves(a).Where(x => !IsDate(x)).SequenceEqual(Leaves(b).Where(x => !IsDate(x)), StringComparer.Ordinal);

        static bool IsDate(string leaf) => leaf.StartsWith("/review/on=", StringComparison.Ordinal);
    }

    /// <summary>Each single value with its road, sorted; order, comments and quotes do not count.</summary>
    private static List<string> Leaves(FrontMatter front)
    {
        var leaves = new List<string>();
        if (YamlText.Read(front.Yaml, null, "RB002", YamlLimits.FrontMatter).Root is { } root) Walk(root, "");
        leaves.Sort(StringComparer.Ordinal);
        return leaves;

        void Walk(YamlValue value, string road)
        {
            switch (value)
            {
                case YamlScalar scalar: leaves.Add($"{road}={scalar.Text}"); break;
                case YamlList list:
                    for (var i = 0; i < list.Items.Length; i++) Walk(list.Items[i], $"{road}/{i}");
                    break;
                case YamlMap map:
                    foreach (var entry in map.Entries) Walk(entry.Value, $"{road}/{entry.Key.Text}");
                    break;
            }
        }
    }
}
