using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace GitHubOps.Cli;

/// <summary>
/// An object of the repository; <paramref name="Content"/> is null where it is longer than was asked for.
/// </summary>
internal sealed record GitObject(string Id, string Type, long Length, byte[]? Content);

/// <summary>Objects by name, all from one process (<c>cat-file --batch</c>).</summary>
internal sealed class GitObjects(GitProcess git) : IAsyncDisposable
{
    public const int ContentBytesMax = 1024 * 1024;

    /// <summary>So many names fit into a pipe while git waits for its answers to be read.</summary>
    private const int AtOnce = 200;

    private const int NameMax = 200;

    private readonly byte[] buffer = new byte[128 * 1024];
    private Process? process;
    private int start;
    private int end;

    /// <summary>Null where the repository does not hold the object.</summary>
    public async Task<GitObject?> FindAsync(
        string name, CancellationToken cancellation, int bytesMax = ContentBytesMax) =>
        name.Length is 0 or > 1000 || name.Any(char.IsControl) ? null : (await AskAsync([name], bytesMax, cancellation))[0];

    /// <summary>Many objects by their ids, in that order; null for one that is not there.</summary>
    public async Task<List<GitObject?>> FindAllAsync(
        IReadOnlyList<string> ids, int bytesMax, CancellationToken cancellation)
    {
        var found = new List<GitObject?>(ids.Count);
        foreach (var part in ids.Chunk(AtOnce))
        {
            if (part.Any(x => x.Length > NameMax)) throw new ArgumentException("not ids", nameof(ids));
            found.AddRange(await AskAsync(part, bytesMax, cancellation));
        }

        return found;
    }

    public ValueTask DisposeAsync()
    {
        if (process is null) return ValueTask.CompletedTask;
        process.StandardInput.Close();
        if (!process.WaitForExit(2000)) process.Kill(entireProcessTree: true);
        process.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<GitObject?[]> AskAsync(string[] names, int bytesMax, CancellationToken cancellation)
    {
        process ??= git.Start("cat-file", "--batch");
        var lines = new StringBuilder();
        foreach (var name in names) lines.Append(name).Append('\n');
        await process.StandardInput.WriteAsync(lines, cancellation);
        await process.StandardInput.FlushAsync(cancellation);
        var found = new GitObject?[names.Length];
        for (var i = 0; i < names.Length; i++) found[i] = await ReadAsync(bytesMax, cancellation);
        return found;
    }

    // <id> <type> <length>\n<content>\n, or <name> missing\n
    private async Task<GitObject?> ReadAsync(int bytesMax, CancellationToken cancellation)
    {
        var parts = (await ReadLineAsync(cancellation)).Split(' ');
        if (parts.Length != 3 ||
            !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return null;
        var content = length <= bytesMax ? new byte[length] : null;
        await ReadExactlyAsync(content, length, cancellation);
        await ReadExactlyAsync(null, 1, cancellation);
        return new(parts[0], parts[1], length, content);
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (start == end) await FillAsync(cancellation);
            var part = buffer.AsSpan(start, end - start);
            var at = part.IndexOf((byte)'\n');
            line.Append(Encoding.UTF8.GetString(at < 0 ? part : part[..at]));
            start += at < 0 ? part.Length : at + 1;
            if (at >= 0) return line.ToString();
            if (line.Length > 4096) throw new SurroundingsException("git printed a line that is no answer");
        }
    }

    /// <summary>Copies, or passes over where there is nowhere to copy to.</summary>
    private async Task ReadExactlyAsync(byte[]? into, long count, CancellationToken cancellation)
    {
        for (long done = 0; done < count;)
        {
            if (start == end) await FillAsync(cancellation);
            var length = (int)Math.Min(count - done, end - start);
            if (into is not null) buffer.AsSpan(start, length).CopyTo(into.AsSpan((int)done));
            start += length;
            done += length;
        }
    }

    private async Task FillAsync(CancellationToken cancellation)
    {
        (start, end) = (0, await process!.StandardOutput.BaseStream.ReadAsync(buffer, cancellation));
        if (end == 0) throw new SurroundingsException("git ended while it was asked for objects");
    }
}
