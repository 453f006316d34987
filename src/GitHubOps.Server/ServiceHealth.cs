using System.Collections.Concurrent;

namespace GitHubOps.Server;

/// <summary>What keeps the service from acting at present, by topic, in words for people.</summary>
internal sealed class ServiceHealth
{
    private const string StoreTopic = "store";

    private readonly ConcurrentDictionary<string, string> problems = new();

    public IReadOnlyList<string> Problems =>
        [.. problems.OrderBy(problem => problem.Key).Select(problem => problem.Value)];

    public void Report(string topic, string text) => problems[topic] = text;

    /// <param name="reason">Why deliveries cannot be stored; null when they can.</param>
    public void ReportStore(string? reason)
    {
        if (reason is null) Clear(StoreTopic);
        else Report(StoreTopic, $"deliveries cannot be stored: {reason}");
    }

    public void Clear(string topic) => problems.TryRemove(topic, out _);
}
