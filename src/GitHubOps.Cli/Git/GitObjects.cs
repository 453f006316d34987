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

    private Process? process;

    /// <summary>Null where the repository does not hold the object.</summary>
    public async Task<GitObject?> FindAsync(
        string name, CancellationToken cancellation, int bytesMax = ContentBytesMax)
    {
        if (name.Length is 0 or > 1000 || name.Any(x => char.IsControl(x))) return null;
        process ??= git.Start("cat-file", "--batch");
        await process.StandardInput.WriteAsync((name + "\n").AsMemory(), cancellation);
        await process.StandardInput.FlushAsync(cancellation);
        var output = process.StandardOutput.BaseStream;
        var header = await ReadLineAsync(output, cancellation);
        var parts = header.Split(' ');
        if (parts.Length != 3 ||
            !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return null;
        var content = length <= bytesMax ? new byte[length] : null;
        if (content is not null) await output.ReadExactlyAsync(content, cancellation);
        else await SkipAsync(output, length, cancellation);
        await SkipAsync(output, 1, cancellation);
        return new(parts[0], parts[1], length, content);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is null) return;
        process.StandardInput.Close();
        if (!process.WaitForExit(2000)) process.Kill(entireProcessTree: true);
        process.Dispose();
        await ValueTask.CompletedTask;
    }

    private static async Task<string> ReadLineAsync(Stream stream, CancellationToken cancellation)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (line.Count < 4096 && await stream.ReadAsync(one, cancellation) == 1 && one[0] != '\n') line.Add(one[0]);
        if (line.Count == 0) throw new SurroundingsException("git ended while it was asked for objects");
        return Encoding.UTF8.GetString([.. line]);
    }

    private static async Task SkipAsync(Stream stream, long count, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        while (count > 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(count, buffer.Length)), cancellation);
            if (read == 0) throw new SurroundingsException("git ended in the middle of an object");
            count -= read;
        }
    }
}
