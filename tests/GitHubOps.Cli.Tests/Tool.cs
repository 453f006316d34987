using GitHubOps.Tests;

namespace GitHubOps.Cli.Tests;

/// <summary>
/// Runs the tool in this process, at noon of a fixed day, and with no variable but those that are given.
/// </summary>
internal static class Tool
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    /// <summary>It is always that noon; waits take their time.</summary>
    public static TimeProvider Time { get; } = new FixedTime();

    public static async Task<ToolRun> RunAsync(string folder, string words,
        params (string Name, string Value)[] variables) =>
        await RunAsync(folder, words.Split(' ', StringSplitOptions.RemoveEmptyEntries), variables);

    public static Task<ToolRun> RunAsync(string folder, string[] words,
        params (string Name, string Value)[] variables) => RunAsync(folder, words, TextReader.Null, variables);

    /// <param name="folder">Where the tool is called.</param>
    /// <param name="words">What is typed.</param>
    /// <param name="input">What a person types when they are asked.</param>
    /// <param name="variables">The environment.</param>
    public static async Task<ToolRun> RunAsync(
        string folder, string[] words, TextReader input, params (string Name, string Value)[] variables)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var surroundings = new Surroundings(
            folder, output, error, name => variables.FirstOrDefault(x => x.Name == name).Value, Time)
        {
            In = input,
        };
        var code = await CommandLine.RunAsync(words, surroundings, CancellationToken.None);
        return new(code, output.ToString(), error.ToString());
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Noon;
    }
}
