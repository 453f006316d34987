using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// Prints rows of owners: <c>tsv</c> (nine columns, sets joined by commas, no head), <c>json</c> (an array, a row a
/// line), or <c>text</c>.
/// </summary>
internal static class OwnersOutput
{
    public static async Task WriteAsync(
        IEnumerable<OwnersRow> rows, string format, TextWriter output, CancellationToken cancellation)
    {
        var before = "[";
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            if (format == "json") await output.WriteAsync(before + "\n" + Json(row));
            else await output.WriteAsync((format == "tsv" ? Tsv(row) : Text(row)) + "\n");
            before = ",";
        }

        if (format == "json") await output.WriteAsync(before == "[" ? "[]\n" : "\n]\n");
    }

    private static string Json(OwnersRow row) => JsonSerializer.Serialize(row, OwnersJson.Default.OwnersRow);

    private static string Tsv(OwnersRow row) => string.Join('\t',
    [
        Escape(row.Path),
        Escape(row.ApproversFolder),
        Joined(row.LeafApprovers, ","),
        Joined(row.Approvers, ","),
        Escape(row.ReviewersFolder),
        Joined(row.LeafReviewers, ","),
        Joined(row.Reviewers, ","),
        Joined(row.RequiredReviewers, ","),
        Joined(row.Labels, ","),
    ]);

    /// <summary>Every line begins with a dash or a space, so that none can be read as a command by a log.</summary>
    private static string Text(OwnersRow row)
    {
        var text = new StringBuilder("- ").Append(Escape(row.Path));
        Add("approvers", row.LeafApprovers, row.Approvers);
        Add("reviewers", row.LeafReviewers, row.Reviewers);
        Add("required reviewers", row.RequiredReviewers, row.RequiredReviewers);
        Add("labels", row.Labels, row.Labels);
        return text.Length > row.Path.Length + 2 ? text.ToString() : text.Append("\n    nobody").ToString();

        void Add(string role, ImmutableArray<string> near, ImmutableArray<string> all)
        {
            if (all.IsEmpty) return;
            var above = all.Except(near).ToImmutableArray();
            text.Append($"\n    {role}: {Joined(near, ", ")}");
            if (!above.IsEmpty) text.Append($"; from above: {Joined(above, ", ")}");
        }
    }

    private static string Joined(ImmutableArray<string> names, string between) =>
        string.Join(between, names.Select(Escape));

    /// <summary>Control characters would break a line or a column, or speak to the terminal.</summary>
    private static string Escape(string text)
    {
        if (!text.Any(IsUnseen)) return text;
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            escaped.Append(c switch
            {
                '\t' => "\\t",
                '\n' => "\\n",
                '\r' => "\\r",
                _ => IsUnseen(c) ? $"\\u{(int)c:x4}" : c.ToString(),
            });
        }

        return escaped.ToString();
    }

    private static bool IsUnseen(char c) =>
        char.IsControl(c)
            || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(OwnersRow))]
internal sealed partial class OwnersJson : JsonSerializerContext;
