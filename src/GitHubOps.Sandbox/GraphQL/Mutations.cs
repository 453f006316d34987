using System.Collections.Immutable;

namespace GitHubOps.Sandbox;

internal static partial class Schema
{
    private static IEnumerable<TypeOf> Mutations()
    {
        (string Name, string[] Input, Func<Arguments, Call, Bag> Act, (string Name, string? Type)[] Payload)[] all =
        [
            ("addLabelsToLabelable", ["labelableId!", "labelIds!"], Writing.AddLabels, [("labelable", "Labelable")]),
            ("removeLabelsFromLabelable", ["labelableId!", "labelIds!"], Writing.RemoveLabels,
                [("labelable", "Labelable")]),
            ("addAssigneesToAssignable", ["assignableId!", "assigneeIds!"], Writing.Assign,
                [("assignable", "Assignable")]),
            ("removeAssigneesFromAssignable", ["assignableId!", "assigneeIds!"], Writing.Unassign,
                [("assignable", "Assignable")]),
            ("addComment", ["subjectId!", "body!"], Writing.AddComment,
                [("commentEdge", "IssueCommentEdge"), ("subject", "Node")]),
            ("updateIssueComment", ["id!", "body!"], Writing.UpdateComment, [("issueComment", "IssueComment")]),
            ("deleteIssueComment", ["id!"], Writing.DeleteComment, []),
            ("minimizeComment", ["subjectId!", "classifier!"], Writing.Minimize, [("minimizedComment", "Minimizable")]),
            ("createLabel", ["repositoryId!", "name!", "color!", "description"], Writing.CreateLabel,
                [("label", "Label")]),
            ("addReaction", ["subjectId!", "content!"], Writing.React,
                [("reaction", "Reaction"), ("subject", "Reactable")]),
            ("removeReaction", ["subjectId!", "content!"], Writing.Unreact,
                [("reaction", "Reaction"), ("subject", "Reactable")]),
            ("closeIssue", ["issueId!", "stateReason", "duplicateIssueId"], Writing.Close, [("issue", "Issue")]),
            ("reopenIssue", ["issueId!"], Writing.Reopen, [("issue", "Issue")]),
            ("updateIssue", ["id!", "title", "body", "labelIds", "assigneeIds", "state", "issueTypeId"], Writing.Update,
                [("issue", "Issue")]),
        ];
        yield return Type("Mutation", [.. all.Select(m => (m.Name, new FieldOf(
            PayloadName(m.Name), (_, arguments, call) => m.Act(arguments.Input, call), "input!")
        {
            Input = [.. m.Input, "clientMutationId"],
        }))]);
        foreach (var (name, _, _, payload) in all) yield return Type(
            PayloadName(name), [BagField("clientMutationId"), .. payload.Select(p => BagField(p.Name, p.Type))]);
    }

    private static string PayloadName(string mutation) =>
        char.ToUpperInvariant(mutation[0]) + mutation[1..] + "Payload";
}

/// <summary>The mutations: each checks the right to write, acts, and says what its payload holds.</summary>
internal static class Writing
{
    public static Bag AddLabels(Arguments input, Call call)
    {
        var issue = Subject(call, input.Need("labelableId"));
        call.Acts.AddLabels(call.Me, issue, LabelsOf(call, issue, input.Texts("labelIds")!));
        return Payload("AddLabelsToLabelablePayload", input, ("labelable", issue));
    }

    public static Bag RemoveLabels(Arguments input, Call call)
    {
        var issue = Subject(call, input.Need("labelableId"));
        call.Acts.RemoveLabels(call.Me, issue, LabelsOf(call, issue, input.Texts("labelIds")!));
        return Payload("RemoveLabelsFromLabelablePayload", input, ("labelable", issue));
    }

    /// <summary>Whoever cannot be assigned is dropped: the answer shows who is.</summary>
    public static Bag Assign(Arguments input, Call call)
    {
        var issue = Subject(call, input.Need("assignableId"));
        call.Acts.Assign(call.Me, issue, PeopleOf(call, input.Texts("assigneeIds")!));
        return Payload("AddAssigneesToAssignablePayload", input, ("assignable", issue));
    }

    public static Bag Unassign(Arguments input, Call call)
    {
        var issue = Subject(call, input.Need("assignableId"));
        call.Acts.Unassign(call.Me, issue, PeopleOf(call, input.Texts("assigneeIds")!));
        return Payload("RemoveAssigneesFromAssignablePayload", input, ("assignable", issue));
    }

    public static Bag AddComment(Arguments input, Call call)
    {
        var issue = Subject(call, input.Need("subjectId"));
        var comment = call.Acts.AddComment(call.Me, issue, input.Need("body"));
        var edge = new Bag("IssueCommentEdge",
            new Dictionary<string, object?> { ["node"] = comment, ["cursor"] = comment.NodeId });
        return Payload("AddCommentPayload", input, ("commentEdge", edge), ("subject", issue));
    }

    public static Bag UpdateComment(Arguments input, Call call)
    {
        var comment = CommentOf(call, input.Need("id"));
        call.Acts.EditComment(call.Me, comment, input.Need("body"));
        return Payload("UpdateIssueCommentPayload", input, ("issueComment", comment));
    }

    public static Bag DeleteComment(Arguments input, Call call)
    {
        call.Acts.DeleteComment(call.Me, CommentOf(call, input.Need("id")));
        return Payload("DeleteIssueCommentPayload", input);
    }

    public static Bag Minimize(Arguments input, Call call)
    {
        var comment = CommentOf(call, input.Need("subjectId"));
        call.Acts.MinimizeComment(comment, input.Need("classifier").ToLowerInvariant());
        return Payload("MinimizeCommentPayload", input, ("minimizedComment", comment));
    }

    public static Bag CreateLabel(Arguments input, Call call)
    {
        var repository = Reading.Node<SandboxRepository>(call, input.Need("repositoryId"));
        Reading.NeedWrite(call, repository);
        var label = call.Acts.CreateLabel(
            call.Me, repository, input.Need("name"), input.Need("color"), input.Text("description"));
        return Payload("CreateLabelPayload", input, ("label", label));
    }

    public static Bag React(Arguments input, Call call)
    {
        var (issue, comment) = Reactable(call, input.Need("subjectId"));
        var (reaction, _) = call.Acts.React(call.Me, issue, comment, ReactionWords.ToRest(input.Need("content")));
        return Payload("AddReactionPayload", input, ("reaction", reaction), ("subject", (object?)comment ?? issue));
    }

    public static Bag Unreact(Arguments input, Call call)
    {
        var (issue, comment) = Reactable(call, input.Need("subjectId"));
        var content = ReactionWords.ToRest(input.Need("content"));
        var mine = (comment?.Reactions ?? issue.Reactions).FirstOrDefault(
            r => r.Account == call.Me.Account && r.Content == content);
        if (mine is not null) Acts.Unreact(issue, comment, mine);
        return Payload("RemoveReactionPayload", input, ("reaction", mine), ("subject", (object?)comment ?? issue));
    }

    public static Bag Close(Arguments input, Call call)
    {
        var issue = Subject(call, input.Need("issueId"));
        if (input.Text("duplicateIssueId") is { } other) Reading.Node<SandboxIssue>(call, other);
        call.Acts.CloseIssue(call.Me, issue, (input.Text("stateReason") ?? "COMPLETED").ToLowerInvariant());
        return Payload("CloseIssuePayload", input, ("issue", issue));
    }

    public static Bag Reopen(Arguments input, Call call)
    {
        var issue = Subject(call, input.Need("issueId"));
        call.Acts.ReopenIssue(call.Me, issue);
        return Payload("ReopenIssuePayload", input, ("issue", issue));
    }

    /// <summary>As by REST, labels and assignees are replaced.</summary>
    public static Bag Update(Arguments input, Call call)
    {
        var issue = Subject(call, input.Need("id"));
        var type = input.Text("issueTypeId") is { } id
            ? issue.Repository.Owner.IssueTypes.FirstOrDefault(t => t.NodeId == id)
              ?? throw Refusal.NoNode(id)
            : null;
        call.Acts.EditIssue(call.Me, issue, input.Text("title"), input.Text("body"));
        if (input.Texts("labelIds") is { } labels)
            call.Acts.ReplaceLabels(call.Me, issue, LabelsOf(call, issue, labels).Select(l => l.Name));
        if (input.Texts("assigneeIds") is { } people)
            call.Acts.ReplaceAssignees(call.Me, issue, PeopleOf(call, people));
        if (input.Has("issueTypeId")) call.Acts.SetType(call.Me, issue, type?.Name);
        if (input.Text("state") == "CLOSED") call.Acts.CloseIssue(call.Me, issue, "completed");
        if (input.Text("state") == "OPEN") call.Acts.ReopenIssue(call.Me, issue);
        return Payload("UpdateIssuePayload", input, ("issue", issue));
    }

    private static SandboxIssue Subject(Call call, string id)
    {
        var issue = Reading.Node<SandboxIssue>(call, id);
        Reading.NeedWrite(call, issue.Repository);
        return issue;
    }

    private static SandboxComment CommentOf(Call call, string id)
    {
        var comment = Reading.Node<SandboxComment>(call, id);
        Reading.NeedWrite(call, comment.Issue.Repository);
        return comment;
    }

    private static (SandboxIssue Issue, SandboxComment? Comment) Reactable(Call call, string id)
    {
        var node = Reading.Node(call, id);
        var issue = node as SandboxIssue ?? (node as SandboxComment)?.Issue
            ?? throw Refusal.NoNode(id);
        Reading.NeedWrite(call, issue.Repository);
        return (issue, node as SandboxComment);
    }

    /// <summary>One label that is gone, or that belongs elsewhere, fails them all.</summary>
    private static ImmutableArray<SandboxLabel> LabelsOf(Call call, SandboxIssue issue, IReadOnlyList<string> ids) =>
        [.. ids.Select(id => call.World.FindNode(id) is SandboxLabel label && issue.Repository.Labels.Contains(label)
            ? label
            : throw Refusal.NoNode(id))];

    private static List<SandboxAccount> PeopleOf(Call call, IReadOnlyList<string> ids) =>
        [.. ids.Select(id => Reading.Node<SandboxAccount>(call, id))];

    private static Bag Payload(string type, Arguments input, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var all = new Dictionary<string, object?> { ["clientMutationId"] = input.Text("clientMutationId") };
        foreach (var (name, value) in values) all[name] = value;
        return new Bag(type, all);
    }
}
