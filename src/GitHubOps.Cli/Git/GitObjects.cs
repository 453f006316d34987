using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace GitHubOps.Cli;

/// <summary>
/// An object of the repository; <paramref name="Content"/> is null where it is longer than was asked for.
/// </summary>
internal sealed record GitObject(string Id, string Type, long Length, byte[]? Content);

/// <summary>Objects by name, all from one process (<c>cat-file --batch</c>).</summary>
internal sealed class GitObjects(GitProcess git) : IDisposable
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
    public GitObject? Find(string name, CancellationToken cancellation, int bytesMax = ContentBytesMax) =>
        name.Length is 0 or > 1000 || name.Any(char.IsControl) ? null : Ask([name], bytesMax, cancellation)[0];

    /// <summary>Many objects by their ids, in that order; null for one that is not there.</summary>
    public List<GitObject?> FindAll(IReadOnlyList<string> ids, int bytesMax, CancellationToken cancellation)
    {
        var found = new List<GitObject?>(ids.Count);
        foreach (var part in ids.Chunk(AtOnce))
        {
            if (part.Any(x => x.Length > NameMax)) throw new ArgumentException("not ids", nameof(ids));
            found.AddRange(Ask(part, bytesMax, cancellation));
        }

        return found;
    }

    public void Dispose()
    {
        if (process is null) return;
        process.StandardInput.Close();
        if (!process.WaitForExit(2000)) process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private GitObject?[] Ask(string[] names, int bytesMax, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        process ??= git.Start("cat-file", "--batch");
        using var stop = GitProcess.EndOn(process, cancellation);
        var lines = new StringBuilder();
        foreach (var name in names) lines.Append(name).Append('\n');
        try
        {
            process.StandardInput.Write(lines);
            process.StandardInput.Flush();
            var found = new GitObject?[names.Length];
            for (var i = 0; i < names.Length; i++) found[i] = Read(bytesMax);
            return found;
        }
        catch (Exception e) when (e is IOException or SurroundingsException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new SurroundingsException("git ended while it was asked for objects");
        }
    }

    // <id> <type> <length>\n<content>\n, or <name> missing\n
    private GitObject? Read(int bytesMax)
    {
        var parts = ReadLine().Split(' ');
        if (parts.Length != 3 ||
            !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return null;
        var content = length <= bytesMax ? new byte[length] : null;
        ReadExactly(content, length);
        ReadExactly(null, 1);
        return new(parts[0], parts[1], length, content);
    }

    private string ReadLine()
    {
        var line = new StringBuilder();
        while (true)
        {
            if (start == end) Fill();
            var part = buffer.AsSpan(start, end - start);
            var at = part.IndexOf((byte)'\n');
            line.Append(Encoding.UTF8.GetString(at < 0 ? part : part[..at]));
            start += at < 0 ? part.Length : at + 1;
            if (at >= 0) return line.ToString();
            if (line.Length > 4096) throw new SurroundingsException("git printed a line that is no answer");
        }
    }

    /// <summary>Copies, or passes over where there is nowhere to copy to.</summary>
    private void ReadExactly(byte[]? into, long count)
    {
        for (long done = 0; done < count;)
        {
            if (start == end) Fill();
            var length = (int)Math.Min(count - done, end - start);
            if (into is not null) buffer.AsSpan(start, length).CopyTo(into.AsSpan((int)done));
            start += length;
            done += length;
        }
    }

    private void Fill()
    {
        (start, end) = (0, process!.StandardOutput.BaseStream.Read(buffer));
        if (end == 0) throw new SurroundingsException("git ended while it was asked for objects");
    }
}
