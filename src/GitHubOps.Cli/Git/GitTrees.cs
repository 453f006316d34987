using System.Collections.Immutable;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// Trees read as objects, so that a whole run asks one process: a folder that two commits share is read once, and what
/// does not differ is not walked.
/// </summary>
internal sealed class GitTrees(GitObjects objects)
{
    /// <summary>A folder of half a million files.</summary>
    private const int TreeBytesMax = 64 * 1024 * 1024;
    private const int DepthMax = 200;
    private const string Nothing = "000000";

    private readonly Dictionary<string, Entry[]> known = new(StringComparer.Ordinal);

    private sealed record Entry(string Mode, string Name, string Id)
    {
        public bool IsTree => Mode == "040000";
    }

    public RepoTree Read(string commit, CancellationToken cancellation)
    {
        var all = new List<RepoEntry>();
        List<(string Prefix, string Id)> level = [("", RootOf(commit, cancellation))];
        for (var depth = 0; level.Count > 0 && depth < DepthMax; depth++)
        {
            Load(level.Select(x => x.Id), cancellation);
            List<(string, string)> next = [];
            foreach (var (prefix, id) in level)
                foreach (var entry in known[id])
                {
                    all.Add(new(prefix + entry.Name, entry.Mode, entry.Id));
                    if (entry.IsTree) next.Add((prefix + entry.Name + "/", entry.Id));
                }

            level = next;
        }

        return new RepoTree(all);
    }

    /// <summary>What differs from one commit to the other; a rename is a deletion and an addition.</summary>
    public ImmutableArray<GitChange> Compare(string from, string to, CancellationToken cancellation) =>
        CompareFolders("", RootOf(from, cancellation), RootOf(to, cancellation), cancellation);

    /// <param name="folder">Stands before the paths, with its <c>/</c>.</param>
    /// <param name="from">The id of the folder as it was.</param>
    /// <param name="to">The id of the folder as it is; null: it is gone.</param>
    /// <param name="cancellation">Ends it.</param>
    public ImmutableArray<GitChange> CompareFolders(string folder, string from, string? to,
        CancellationToken cancellation)
    {
        var changes = ImmutableArray.CreateBuilder<GitChange>();
        List<(string Prefix, string? Old, string? New)> level = [(folder, from, to)];
        for (var depth = 0; level.Count > 0 && depth < DepthMax; depth++)
        {
            Load(level.SelectMany(x => new[] { x.Old, x.New }).OfType<string>(), cancellation);
            List<(string, string?, string?)> next = [];
            foreach (var (prefix, old, now) in level.Where(x => x.Old != x.New))
            {
                var before = Of(old);
                var after = Of(now);
                foreach (var name in before.Keys.Union(after.Keys, StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal))
                {
                    var (was, isNow) = (before.GetValueOrDefault(name), after.GetValueOrDefault(name));
                    if (was == isNow) continue;
                    if (was is { IsTree: true } || isNow is { IsTree: true })
                        next.Add((prefix + name + "/", TreeOf(was), TreeOf(isNow)));
                    if (ChangeOf(prefix + name, was, isNow) is { } change) changes.Add(change);
                }
            }

            level = next;
        }

        return changes.ToImmutable();
    }

    private static string? TreeOf(Entry? entry) => entry is { IsTree: true } tree ? tree.Id : null;

    private static GitChange? ChangeOf(string path, Entry? was, Entry? isNow)
    {
        var old = was is { IsTree: false } ? was : null;
        var now = isNow is { IsTree: false } ? isNow : null;
        if ((old ?? now) is not { } one) return null;
        var zeros = new string('0', one.Id.Length);
        var status = old is null ? 'A' : now is null ? 'D' : 'M';
        return new(old?.Mode ?? Nothing, now?.Mode ?? Nothing, old?.Id ?? zeros, now?.Id ?? zeros, status, path);
    }

    private Dictionary<string, Entry> Of(string? tree)
    {
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var entry in tree is null ? [] : known[tree]) entries[entry.Name] = entry;
        return entries;
    }

    private string RootOf(string commit, CancellationToken cancellation)
    {
        var found = objects.Find($"{commit}^{{tree}}", cancellation, TreeBytesMax);
        if (found is not { Type: "tree", Content: { } content })
            throw new SurroundingsException($"the tree of {commit[..Math.Min(12, commit.Length)]} is not here");
        known[found.Id] = Parse(content, found.Id.Length / 2);
        return found.Id;
    }

    private void Load(IEnumerable<string> ids, CancellationToken cancellation)
    {
        var wanted = ids.Where(x => !known.ContainsKey(x)).Distinct(StringComparer.Ordinal).ToArray();
        var found = objects.FindAll(wanted, TreeBytesMax, cancellation);
        for (var i = 0; i < wanted.Length; i++)
        {
            known[wanted[i]] = found[i] is { Type: "tree", Content: { } content }
                ? Parse(content, wanted[i].Length / 2)
                : throw new SurroundingsException($"the folder {wanted[i][..12]} is not here; fetch the whole commit");
        }
    }

    // <mode> <name>\0<id as bytes>
    private static Entry[] Parse(byte[] content, int idBytes)
    {
        var entries = new List<Entry>();
        for (var at = 0; at < content.Length;)
        {
            var blank = Array.IndexOf(content, (byte)' ', at);
            var zero = blank < 0 ? -1 : Array.IndexOf(content, (byte)0, blank);
            if (zero < 0 || zero + 1 + idBytes > content.Length)
                throw new SurroundingsException("a folder of this repository cannot be read");
            entries.Add(new(
                ModeOf(content.AsSpan(at, blank - at)),
                Encoding.UTF8.GetString(content, blank + 1, zero - blank - 1),
                Convert.ToHexStringLower(content.AsSpan(zero + 1, idBytes))));
            at = zero + 1 + idBytes;
        }

        return [.. entries];
    }

    /// <summary>The few modes that there are, so that each entry has no text of its own for it.</summary>
    private static string ModeOf(ReadOnlySpan<byte> mode) =>
        mode.SequenceEqual("100644"u8) ? "100644"
        : mode.SequenceEqual("40000"u8) ? "040000"
        : mode.SequenceEqual("100755"u8) ? "100755"
        : Encoding.ASCII.GetString(mode).PadLeft(6, '0');
}
