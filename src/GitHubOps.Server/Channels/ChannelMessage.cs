using System.Text;
using System.Text.Json;
using GitHubOps.Core;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Server;

/// <summary>A message as it leaves the house.</summary>
/// <param name="Key">The same however often it is sent: who has taken it once need not take it again.</param>
internal sealed record ChannelMessage(string Key, Effect.Tell Tell, RepoName Repo, int Number, Uri Page)
{
    public byte[] Body(ChannelKind kind) => kind == ChannelKind.Slack ? SlackBody() : JsonBody();

    private byte[] SlackBody() => Write(json => json.WriteString("text", $"{Escaped(Tell.Text)} {Page.AbsoluteUri}"));

    private byte[] JsonBody() => Write(json =>
    {
        json.WriteString("schema", "githubops.message/1");
        json.WriteString("id", Key);
        json.WriteString("channel", Tell.Channel);
        json.WriteString("kind", Tell.How switch
        {
            EscalationKind.RemindAssignee => "remind",
            EscalationKind.Page => "page",
            _ => "post",
        });
        json.WriteString("repository", Repo.ToString());
        json.WriteNumber("issue", Number);
        json.WriteString("url", Page.AbsoluteUri);
        json.WriteString("severity", Tell.Severity?.Print());
        json.WriteString("person", Tell.Person?.Value);
        json.WriteString("promise", Tell.Step.Metric.ToString().ToLowerInvariant());
        json.WriteNumber("percent", Tell.Step.Percent);
        json.WriteString("reached_at", Text(Tell.ReachedAt));
        json.WriteString("due_at", Tell.DueAt is { } due ? Text(due) : null);
        json.WriteString("text", Tell.Text);
    });

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    // Slack reads these three as its own; source: https://api.slack.com/reference/surfaces/formatting#escaping
    private static string Escaped(string text) => new StringBuilder(text)
        .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").ToString();
}
