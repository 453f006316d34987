using System.Diagnostics;
using System.Text;

namespace GitHubOps.Cli;

/// <summary>What a git process printed.</summary>
internal sealed record GitAnswer(int ExitCode, byte[] Output, string Error)
{
    public string Text => Encoding.UTF8.GetString(Output);
}

/// <summary>
/// Starts git: never through a shell, never with the repository's filters, and so that its output is exact. Trust in
/// the folder's owner is given for this process alone, not written into anybody's configuration.
/// </summary>
internal sealed class GitProcess(string root)
{
    private const int OutputBytesMax = 512 * 1024 * 1024;

    private static readonly string[] Always =
    [
        "-c", "core.quotePath=false", "-c", "log.showSignature=false", "-c", "core.fsmonitor=false",
            "--literal-pathspecs", "--no-pager",
    ];

    /// <summary>
    /// Waits for the end, and ends the process where nobody wants its answer any more. Not asynchronous: a run asks a
    /// few questions one after the other, and the machinery of waiting would cost it more than they do.
    /// </summary>
    public GitAnswer Run(CancellationToken cancellation, params string[] words)
    {
        using var process = Start(words);
        using var stop = EndOn(process, cancellation);
        process.StandardInput.Close();
        var error = "";
        var listener = new Thread(() => error = process.StandardError.ReadToEnd());
        listener.Start();
        using var output = new MemoryStream();
        Copy(process.StandardOutput.BaseStream, output, process);
        listener.Join();
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return new(process.ExitCode, output.ToArray(), error.Trim());
    }

    /// <summary>What waits for the process's words hears their end when the wait is over.</summary>
    public static CancellationTokenRegistration EndOn(Process process, CancellationToken cancellation) =>
        cancellation.Register(() =>
        {
            try
            {
                process.Kill(entireProcessTree: true);
            }
            catch (InvalidOperationException)
            {
                // It has ended by itself.
            }
        });

    /// <summary>Processes that were started.</summary>
    public int Count { get; private set; }

    public Process Start(params string[] words)
    {
        Count++;
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var word in Always.Concat(words)) start.ArgumentList.Add(word);
        start.Environment["LC_ALL"] = "C";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        TrustFolder(start.Environment);
        try
        {
            return Process.Start(start) ?? throw new SurroundingsException("git did not start");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new SurroundingsException("git was not found. Install git, or run where it is on the PATH");
        }
    }

    private void TrustFolder(IDictionary<string, string?> environment)
    {
        var count = environment.TryGetValue("GIT_CONFIG_COUNT", out var text) && int.TryParse(text, out var n) &&
            n is >= 0 and < 1000 ? n : 0;
        environment["GIT_CONFIG_COUNT"] = (count + 1).ToString();
        environment[$"GIT_CONFIG_KEY_{count}"] = "safe.directory";
        environment[$"GIT_CONFIG_VALUE_{count}"] = root.Replace('\\', '/');
    }

    private static void Copy(Stream from, MemoryStream to, Process process)
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = from.Read(buffer)) > 0;)
        {
            if (to.Length + read > OutputBytesMax)
            {
                process.Kill(entireProcessTree: true);
                throw new SurroundingsException("git printed more than 512 MiB");
            }

            to.Write(buffer, 0, read);
        }
    }
}
