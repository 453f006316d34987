using System.Text;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary>What a verb may see of the machine: where it stands, who calls, what time it is, where it prints.</summary>
internal sealed record Surroundings(
    string Folder,
    TextWriter Out,
    TextWriter Error,
    Func<string, string?> Variable,
    TimeProvider Time)
{
    /// <summary>The standard input; empty where nobody gave one.</summary>
    public TextReader In { get; init; } = TextReader.Null;

    public static Surroundings OfThisProcess()
    {
        // The runner's log and golden files are UTF-8 without a mark, whatever the console's own page is.
        var utf8 = new UTF8Encoding(false);
        var output = new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = false, NewLine = "\n" };
        var error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true, NewLine = "\n" };
        return new(Directory.GetCurrentDirectory(), output, error, Environment.GetEnvironmentVariable,
            TimeProvider.System)
        {
            In = new StreamReader(Console.OpenStandardInput(), utf8),
        };
    }

    /// <summary>Today in UTC.</summary>
    public LocalDate Today => Instant.FromDateTimeOffset(Time.GetUtcNow()).InUtc().Date;

    public bool OnActions => Variable("GITHUB_ACTIONS") == "true";

    /// <summary>The value of a variable; empty counts as not set.</summary>
    public string? Setting(string name) => Variable(name) is { Length: > 0 } value ? value : null;
}
