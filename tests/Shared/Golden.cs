using System.Runtime.CompilerServices;

namespace GitHubOps.Tests;

/// <summary>
/// Compares text with a file that people have read and approved. With <c>GITHUBOPS_APPROVE=1</c> the file is rewritten;
/// continuous integration never sets it.
/// </summary>
internal static class Golden
{
    /// <summary>Compares with <paramref name="path"/>, relative to the folder of the calling test file.</summary>
    public static void Check(string actual, string path, [CallerFilePath] string caller = "") =>
        CheckFile(actual, Path.Combine(Path.GetDirectoryName(caller)!, path));

    /// <summary>Compares with an absolute path.</summary>
    public static void CheckFile(string actual, string file)
    {
        var text = actual.Replace("\r\n", "\n", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("GITHUBOPS_APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            return;
        }

        if (!File.Exists(file))
            Assert.Fail($"{file} does not exist. Read the output below, then run with GITHUBOPS_APPROVE=1.\n{text}");
        var expected = File.ReadAllText(file).Replace("\r\n", "\n", StringComparison.Ordinal);
        text.ShouldBe(expected,
            $"{file} differs. If the new text is right, run with GITHUBOPS_APPROVE=1 and review the diff.");
    }
}
