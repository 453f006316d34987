using System.CommandLine;

namespace GitHubOps.Cli;

/// <summary>Options that the verbs on deliveries share.</summary>
internal static class DeliveriesOptions
{
    private const string Variable = "GITHUBOPS_STATUS_LISTEN";

    public static Option<string?> Service() => new("--status-url")
    {
        Description = "The service's --status-listen (default: $GITHUBOPS_STATUS_LISTEN, else http://127.0.0.1:8081).",
        HelpName = "URL",
    };

    public static Option<string> Format() =>
        RunbookOptions.OneOf("--format", "How it is printed.", "text", "text", "json");

    /// <summary>One dead letter's name, as <c>list</c> prints it.</summary>
    public static void Check(string id)
    {
        var parts = id.Split(':');
        if (parts.Length != 2 || parts[0] is not ("inbox" or "outbox") || parts[1].Length is 0 or > 19 ||
            !parts[1].All(char.IsAsciiDigit))
            throw new UsageException(
                "a dead letter is named like inbox:5 or outbox:7; `githubops deliveries list` shows them");
    }

    public static DeadLetters Open(string? given, Surroundings surroundings) => new(Door(given, surroundings));

    public static ServiceDoor Door(string? given, Surroundings surroundings)
    {
        var text = given ?? surroundings.Setting(Variable) ?? "http://127.0.0.1:8081";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var service) || service.Scheme != Uri.UriSchemeHttp ||
            service.PathAndQuery != "/")
            throw new UsageException("--status-url must be like http://127.0.0.1:8081");
        return new ServiceDoor(service);
    }
}
