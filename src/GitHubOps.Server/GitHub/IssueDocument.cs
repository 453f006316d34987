using System.Globalization;
using System.Text.Json;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>Ids of everything that one document is to do; empty lists are left out of it.</summary>
internal sealed record IssueDocumentParts(
    string IssueId,
    IReadOnlyList<string> AddLabelIds,
    IReadOnlyList<string> RemoveLabelIds,
    IReadOnlyList<string> AssignIds,
    IReadOnlyList<string> UnassignIds,
    string? Body,
    string? CommentId)
{
    /// <summary>The answer to a person's comment; null: none.</summary>
    public CommentReaction? Reaction { get; init; }

    /// <summary>Closes the issue; null: it is not closed.</summary>
    public CloseReason? Close { get; init; }

    public bool Reopen { get; init; }
}

/// <summary>
/// The one document for one issue: additive mutations that each tell the state afterwards, so that the answer proves
/// what was done. They run one after another; a failing one leaves the others standing.
/// https://docs.github.com/en/graphql/reference/mutations#addlabelstolabelable and its neighbours
/// </summary>
internal static class IssueDocument
{
    public const string Labels = "labels";
    public const string Unlabel = "unlabel";
    public const string Assign = "assign";
    public const string Unassign = "unassign";
    public const string Comment = "comment";
    public const string Edit = "edit";
    public const string Reaction = "reaction";
    public const string Close = "close";
    public const string Reopen = "reopen";

    private const string LabelsAfter = "{ labelable { labels(first: 100) { nodes { name } } } }";
    private const string StateAfter = "{ issue { state } }";
    private const string AssigneesAfter = "{ assignable { assignees(first: 20) { nodes { login } } } }";

    public static GraphQlDocument Build(IssueDocumentParts parts)
    {
        var document = new GraphQlDocument("WriteIssue");
        var edits = parts.Body is not null && parts.CommentId is not null;
        if (HasIssueParts(parts) || (parts.Body is not null && !edits)) document.With("issue", "ID!", parts.IssueId);
        if (parts.Reopen) document.Do(Reopen, "reopenIssue(input: {issueId: $issue}) " + StateAfter);
        if (parts.AddLabelIds.Count > 0)
            document.With("labels", "[ID!]!", parts.AddLabelIds)
                .Do(Labels, $"addLabelsToLabelable(input: {{labelableId: $issue, labelIds: $labels}}) {LabelsAfter}");
        if (parts.RemoveLabelIds.Count > 0)
            document.With("unlabels", "[ID!]!", parts.RemoveLabelIds)
                .Do(Unlabel,
                    $"removeLabelsFromLabelable(input: {{labelableId: $issue, labelIds: $unlabels}}) {LabelsAfter}");
        if (parts.AssignIds.Count > 0)
            document.With("people", "[ID!]!", parts.AssignIds)
                .Do(Assign,
                    "addAssigneesToAssignable(input: {assignableId: $issue, assigneeIds: $people}) " + AssigneesAfter);
        if (parts.UnassignIds.Count > 0)
            document.With("leavers", "[ID!]!", parts.UnassignIds)
                .Do(Unassign,
                    "removeAssigneesFromAssignable(input: {assignableId: $issue, assigneeIds: $leavers}) " +
                    AssigneesAfter);
        if (parts.Body is not null) AddComment(document.With("body", "String!", parts.Body), parts.CommentId);
        if (parts.Reaction is { } reaction)
            document.With("answered", "ID!", reaction.Comment.NodeId)
                .With("sign", "ReactionContent!", reaction.GraphQlContent)
                .Do(Reaction, "addReaction(input: {subjectId: $answered, content: $sign}) { reaction { content } }");
        if (parts.Close is { } reason)
            document.With("reason", "IssueClosedStateReason", Word(reason))
                .Do(Close, "closeIssue(input: {issueId: $issue, stateReason: $reason}) " + StateAfter);
        return document;
    }

    public static bool ReadIsClosed(JsonElement data) =>
        Inner(data, "issue") is { } issue && issue.TryGetProperty("state", out var state) &&
        state.ValueEquals("CLOSED"u8);

    public static HashSet<string> ReadLabels(JsonElement data) => ReadNodes(data, "labelable", "labels", "name");

    public static HashSet<string> ReadAssignees(JsonElement data) =>
        ReadNodes(data, "assignable", "assignees", "login");

    /// <summary>Null when the answer shows no comment.</summary>
    public static CommentHandle? ReadComment(JsonElement data)
    {
        var node = Inner(Inner(data, "commentEdge"), "node") ?? Inner(data, "issueComment");
        if (node is not { } comment || !comment.TryGetProperty("id", out var id) ||
            id.GetString() is not { Length: > 0 } nodeId) return null;
        return comment.TryGetProperty("fullDatabaseId", out var number) &&
            long.TryParse(number.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? new CommentHandle(value, nodeId)
            : null;
    }

    private static bool HasIssueParts(IssueDocumentParts parts) =>
        parts.Reopen || parts.Close is not null ||
        parts.AddLabelIds.Count + parts.RemoveLabelIds.Count + parts.AssignIds.Count + parts.UnassignIds.Count > 0;

    private static string Word(CloseReason reason) => reason switch
    {
        CloseReason.NotPlanned => "NOT_PLANNED",
        CloseReason.Duplicate => "DUPLICATE",
        _ => "COMPLETED",
    };

    // The number of a comment has outgrown databaseId, which is 32 bits wide.
    private static void AddComment(GraphQlDocument document, string? commentId)
    {
        if (commentId is null)
            document.Do(Comment,
                "addComment(input: {subjectId: $issue, body: $body}) { commentEdge { node { id fullDatabaseId } } }");
        else
            document.With("comment", "ID!", commentId)
                .Do(Edit,
                    "updateIssueComment(input: {id: $comment, body: $body}) { issueComment { id fullDatabaseId } }");
    }

    private static HashSet<string> ReadNodes(JsonElement data, string subject, string list, string field)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (Inner(Inner(data, subject), list) is not { } connection) return names;
        if (!connection.TryGetProperty("nodes", out var nodes) || nodes.ValueKind != JsonValueKind.Array) return names;
        foreach (var node in nodes.EnumerateArray())
            if (node.ValueKind == JsonValueKind.Object && node.TryGetProperty(field, out var name) &&
                name.GetString() is { } text)
                names.Add(text);
        return names;
    }

    private static JsonElement? Inner(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var child) &&
            child.ValueKind == JsonValueKind.Object
            ? child
            : null;
}
