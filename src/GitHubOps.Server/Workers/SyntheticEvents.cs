using System.Text.Json;
using GitHubOps.Core;
using NodaTime.Text;

namespace GitHubOps.Server;

/// <summary>
/// Writes the payload that GitHub would have sent, in its own words, so that what was found by looking takes the same
/// road as what was told.
/// </summary>
internal sealed class SyntheticEvents(InstallationId installation, string repositoryJson)
{
    /// <param name="subject">The label or the login that the action is about.</param>
    public FoundEvent OfIssue(string id, string action, string issueJson, string senderJson, string? subject = null) =>
        new(id, "issues", Write(action, issueJson, senderJson, json =>
        {
            switch (action)
            {
                case "labeled" or "unlabeled": WriteNamed(json, "label", "name", subject ?? ""); break;
                case "assigned" or "unassigned": WriteNamed(json, "assignee", "login", subject ?? ""); break;
            }
        }));

    /// <summary>Opened elsewhere and moved here: not new.</summary>
    public FoundEvent OfArrival(string id, string issueJson, string senderJson) =>
        new(id, "issues", Write("opened", issueJson, senderJson, json =>
        {
            json.WriteStartObject("changes");
            json.WriteStartObject("old_issue");
            json.WriteEndObject();
            json.WriteEndObject();
        }));

    public FoundEvent OfRenaming(string id, string issueJson, string senderJson, string titleBefore) =>
        new(id, "issues", Write("edited", issueJson, senderJson, json =>
        {
            json.WriteStartObject("changes");
            WriteNamed(json, "title", "from", titleBefore);
            json.WriteEndObject();
        }));

    public FoundEvent OfComment(string id, string issueJson, ListedComment comment) =>
        new(id, "issue_comment", Write("created", issueJson, comment.AuthorJson, json =>
        {
            json.WritePropertyName("comment");
            json.WriteRawValue(comment.Json);
        }));

    /// <summary>An issue that GitHub does not show any more, as it was last seen.</summary>
    public static string IssueJson(IssueSnapshot seen)
    {
        using var target = new MemoryStream();
        using (var json = new Utf8JsonWriter(target))
        {
            json.WriteStartObject();
            json.WriteNumber("id", seen.Id.Value);
            json.WriteString("node_id", seen.NodeId);
            json.WriteNumber("number", seen.Number);
            json.WriteString("title", seen.Title);
            json.WriteString("state", seen.IsClosed ? "closed" : "open");
            json.WriteString("created_at", InstantPattern.ExtendedIso.Format(seen.CreatedAt));
            json.WriteString("updated_at", InstantPattern.ExtendedIso.Format(seen.UpdatedAt));
            json.WriteStartObject("user");
            json.WriteNumber("id", seen.Author.Id);
            json.WriteString("login", seen.Author.Login.Value);
            json.WriteString("type", seen.Author.IsBot ? "Bot" : "User");
            json.WriteEndObject();
            WriteList(json, "labels", "name", seen.Labels);
            WriteList(json, "assignees", "login", seen.Assignees.Select(person => person.Value));
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(target.ToArray());
    }

    private byte[] Write(string action, string issueJson, string senderJson, Action<Utf8JsonWriter> more)
    {
        using var target = new MemoryStream();
        using (var json = new Utf8JsonWriter(target))
        {
            json.WriteStartObject();
            json.WriteString("action", action);
            json.WritePropertyName("issue");
            json.WriteRawValue(issueJson);
            more(json);
            json.WritePropertyName("repository");
            json.WriteRawValue(repositoryJson);
            json.WriteStartObject("installation");
            json.WriteNumber("id", installation.Value);
            json.WriteEndObject();
            json.WritePropertyName("sender");
            json.WriteRawValue(senderJson);
            json.WriteEndObject();
        }

        return target.ToArray();
    }

    private static void WriteNamed(Utf8JsonWriter json, string name, string field, string value)
    {
        json.WriteStartObject(name);
        json.WriteString(field, value);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, string field, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStartObject();
            json.WriteString(field, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
