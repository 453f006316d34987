using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Finds out which issue form a body was made from, and reads its answers. GitHub says neither. A form fits where the
/// headings of its required fields (of all fields, where none is required) stand in the body in order; of several that
/// fit, the one of which most headings are there, and none where two are equal. Linear in the body's length; never
/// throws.
/// </summary>
public static class FormMatcher
{
    /// <summary>Longer bodies than GitHub's own limit are read up to here.</summary>
    public const int BodyMax = 256 * 1024;

    private const int AnswerMax = 8 * 1024;
    private const string Mark = "### ";
    private const string NoResponse = "_No response_";

    /// <summary>Null: opened without a form, or it cannot be told which.</summary>
    public static FormAnswers? Match(string body, ImmutableArray<IssueForm> forms)
    {
        var lines = Split(body);
        var found = forms
            .Select(form => (Form: form, Walk: Walk(form, lines)))
            .Where(fit => fit.Walk is not null)
            .OrderByDescending(fit => fit.Walk!.Count)
            .Take(2)
            .ToList();
        return found switch
        {
            [] => null,
            [var first, var second] when first.Walk!.Count == second.Walk!.Count => null,
            [var best, ..] => Answers(best.Form, best.Walk!, lines),
        };
    }

    private static Lines Split(string body)
    {
        var text = body.Length > BodyMax ? body[..BodyMax] : body;
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        var headings = new List<(int Line, string Label, bool Fenced)>();
        var fence = "";
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].AsSpan().TrimEnd();
            if (Fence(line) is { Length: > 0 } mark)
            {
                if (fence.Length == 0) fence = mark;
                else if (mark.StartsWith(fence, StringComparison.Ordinal) && line.TrimStart().SequenceEqual(mark))
                    fence = "";
            }

            if (line.StartsWith(Mark)) headings.Add((i, line[Mark.Length..].Trim().ToString(), fence.Length > 0));
        }

        return new Lines(lines, headings);
    }

    private static string Fence(ReadOnlySpan<char> line)
    {
        var start = line.TrimStart();
        if (start.Length < 3 || line.Length - start.Length > 3 || start[0] is not ('`' or '~')) return "";
        var end = start.IndexOfAnyExcept(start[0]);
        var length = end < 0 ? start.Length : end;
        return length >= 3 ? start[..length].ToString() : "";
    }

    /// <summary>
    /// Line of each field's heading that is there, in order; null where the form does not fit. Headings inside fences
    /// are an answer's own, unless a fence that somebody left open has swallowed what the form needs.
    /// </summary>
    private static List<(FormField Field, int Line)>? Walk(IssueForm form, Lines lines)
    {
        var fields = form.Fields.Where(field => field.Kind != FieldKind.Markdown).ToList();
        if (fields.Count == 0) return null;
        var someRequired = fields.Any(field => field.Required);
        return Find(outsideFences: true) ?? Find(outsideFences: false);

        List<(FormField, int)>? Find(bool outsideFences)
        {
            // Latest places first, so that an optional heading never runs past a required one.
            var latest = new int[fields.Count + 1];
            latest[^1] = lines.Count;
            for (var i = fields.Count - 1; i >= 0; i--)
            {
                var isRequired = fields[i].Required || !someRequired;
                latest[i] = isRequired
                    ? lines.LastHeading(fields[i].Label, latest[i + 1], outsideFences)
                    : latest[i + 1];
                if (latest[i] < 0) return null;
            }

            var walk = new List<(FormField Field, int Line)>();
            var next = 0;
            for (var i = 0; i < fields.Count; i++)
            {
                var at = lines.FirstHeading(fields[i].Label, next, outsideFences);
                var isRequired = fields[i].Required || !someRequired;
                if (at < 0 || at > latest[i] || (!isRequired && at == latest[i])) continue;
                walk.Add((fields[i], lines.LineOf(at)));
                next = at + 1;
            }

            return walk;
        }
    }

    private static FormAnswers Answers(IssueForm form, List<(FormField Field, int Line)> walk, Lines lines)
    {
        var byId = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < walk.Count; i++)
        {
            var (field, line) = walk[i];
            var end = i + 1 < walk.Count ? walk[i + 1].Line : lines.All.Length;
            var answer = string.Join('\n', lines.All[(line + 1)..end]).Trim('\n', ' ', '\t');
            if (field.Id is { } id && Understand(field, answer) is { Length: > 0 } value) byId[id] = value;
        }

        return new FormAnswers(form, byId.ToImmutable());
    }

    private static string? Understand(FormField field, string answer)
    {
        if (answer is "" or NoResponse) return null;
        return field.Kind switch
        {
            FieldKind.Dropdown => Chosen(field, answer),
            FieldKind.Checkboxes => Ticked(answer),
            _ => field.IsRendered ? Unfence(answer) : answer,
        };
    }

    private static string? Chosen(FormField field, string answer)
    {
        if (field.Options.Contains(answer)) return answer;
        if (answer == "None") return null;
        return field.Multiple && SplitOptions(field, answer) is { } chosen ? string.Join('\n', chosen) : answer;
    }

    /// <summary>
    /// Options may hold the comma that joins them: the longest that lets the rest be read is taken. Null where none
    /// does.
    /// </summary>
    private static List<string>? SplitOptions(FormField field, string answer)
    {
        if (answer.Length > AnswerMax) return null;
        var options = field.Options.Where(option => option.Length > 0).OrderByDescending(option => option.Length)
            .ToList();
        var taken = new string?[answer.Length + 1];
        for (var at = answer.Length - 1; at >= 0; at--)
        {
            if (at > 0 && (at < 2 || answer[at - 1] != ' ' || answer[at - 2] != ',')) continue;
            taken[at] = options
                .FirstOrDefault(option => string.CompareOrdinal(answer, at, option, 0, option.Length) == 0 &&
                (at + option.Length == answer.Length ||
                    (at + option.Length + 2 < answer.Length && answer[at + option.Length] == ','
                        && taken[at + option.Length + 2] is not null)));
        }

        var chosen = new List<string>();
        for (var at = 0; at < answer.Length && taken[at] is { } option; at += option.Length + 2) chosen.Add(option);
        return chosen.Count == 0 ? null : chosen;
    }

    private static string? Ticked(string answer)
    {
        var ticked = answer.Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("- [x] ", StringComparison.OrdinalIgnoreCase))
            .Select(line => line[6..].Trim())
            .ToList();
        return ticked.Count == 0 ? null : string.Join('\n', ticked);
    }

    private static string? Unfence(string answer)
    {
        var lines = answer.Split('\n');
        if (lines.Length < 2 || Fence(lines[0]).Length == 0) return answer;
        if (Fence(lines[^1]).Length == 0) return answer;
        var inner = string.Join('\n', lines[1..^1]);
        return inner.Length == 0 ? null : inner;
    }

    /// <summary>A body's lines, and where its headings of the third rank are.</summary>
    private sealed class Lines(string[] all, List<(int Line, string Label, bool Fenced)> headings)
    {
        private readonly Dictionary<string, List<int>> byLabel = headings
            .Select((heading, index) => (heading.Label, index))
            .GroupBy(heading => heading.Label, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key, group => group.Select(heading => heading.index).ToList(), StringComparer.Ordinal);

        private readonly Dictionary<string, List<int>> outside = headings
            .Select((heading, index) => (heading.Label, heading.Fenced, index))
            .Where(heading => !heading.Fenced)
            .GroupBy(heading => heading.Label, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key, group => group.Select(heading => heading.index).ToList(), StringComparer.Ordinal);

        public string[] All => all;

        public int Count => headings.Count;

        public int LineOf(int heading) => headings[heading].Line;

        /// <summary>The first heading of that label at or behind an index; -1: none.</summary>
        public int FirstHeading(string label, int from, bool outsideFences)
        {
            var places = Places(label, outsideFences);
            var at = places.BinarySearch(from);
            at = at < 0 ? ~at : at;
            return at < places.Count ? places[at] : -1;
        }

        /// <summary>The last heading of that label before an index; -1: none.</summary>
        public int LastHeading(string label, int before, bool outsideFences)
        {
            var places = Places(label, outsideFences);
            var at = places.BinarySearch(before);
            at = (at < 0 ? ~at : at) - 1;
            return at >= 0 ? places[at] : -1;
        }

        private List<int> Places(string label, bool outsideFences) =>
            (outsideFences ? outside : byLabel).GetValueOrDefault(label.Trim(), []);
    }
}
