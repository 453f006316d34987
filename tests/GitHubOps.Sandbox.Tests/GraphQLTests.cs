using System.Text.Json;
using GitHubOps.Tests;

namespace GitHubOps.Sandbox.Tests;

/// <summary>Documents are executed as GitHub does: in order, each field by itself, no transaction.</summary>
[TestClass]
public class GraphQLTests
{
    private const string Write = """
        mutation($issue: ID!, $labels: [ID!]!, $people: [ID!]!, $body: String!) {
          labels: addLabelsToLabelable(input: {labelableId: $issue, labelIds: $labels}) {
            labelable { labels(first: 100) { nodes { name } } } }
          assign: addAssigneesToAssignable(input: {assignableId: $issue, assigneeIds: $people}) {
            assignable { assignees(first: 10) { nodes { login databaseId } } } }
          comment: addComment(input: {subjectId: $issue, body: $body}) {
            commentEdge { node { id fullDatabaseId author { login ... on Bot { databaseId } } viewerDidAuthor } } }
        }
        """;

    private const string Others = """
        mutation($issue: ID!, $comment: ID!, $labels: [ID!]!, $repository: ID!) {
          a: createLabel(input: {repositoryId: $repository, name: "area/api", color: "f29513", description: "d"}) { label { id name color } }
          b: removeLabelsFromLabelable(input: {labelableId: $issue, labelIds: $labels}) { labelable { labels(first: 5) { totalCount } } }
          c: updateIssueComment(input: {id: $comment, body: "new"}) { issueComment { body } }
          d: addReaction(input: {subjectId: $comment, content: EYES}) { reaction { content user { login } } }
          e: removeReaction(input: {subjectId: $comment, content: EYES}) { subject { id } }
          f: updateIssue(input: {id: $issue, title: "Better"}) { issue { title number } }
          g: closeIssue(input: {issueId: $issue, stateReason: NOT_PLANNED}) { issue { state stateReason closed } }
          h: reopenIssue(input: {issueId: $issue}) { issue { state } }
          i: minimizeComment(input: {subjectId: $comment, classifier: OUTDATED}) { minimizedComment { isMinimized minimizedReason } }
        }
        """;

    private const string Read = """
        query($id: ID!, $after: String) {
          viewer { login databaseId }
          rateLimit { limit remaining resetAt cost }
          node(id: $id) { id __typename ... on Issue { number labels(first: 10) { nodes { name } } } ... on Label { name } }
          repository(owner: "acme", name: "kit") {
            nameWithOwner
            issue(number: 1) { title author { login } comments(first: 2, after: $after) {
              totalCount nodes { body } pageInfo { hasNextPage endCursor } } }
            label(name: "bug") { id color }
            labels(first: 3) { totalCount edges { node { name } } }
            assignableUsers(first: 10) { nodes { login } }
          }
        }
        """;

    [TestMethod]
    public async Task One_document_labels_assigns_and_comments()
    {
        await using var acme = await Acme.StartAsync();
        var issue = await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        var reply = await acme.Client.QueryAsync(Write, new
        {
            issue = issue.NodeId,
            labels = new[] { acme.Kit.FindLabel("bug")!.NodeId },
            people = new[] { acme.Sandbox.World.Account("chidi").NodeId },
            body = "Welcome",
        });

        var comment = issue.Comments.Single();
        var data = reply["data"];
        data["labels"]!.ToJsonString().ShouldBe("""{"labelable":{"labels":{"nodes":[{"name":"bug"}]}}}""");
        ((string)data["assign"]!["assignable"]!["assignees"]!["nodes"]![0]!["login"]!).ShouldBe("chidi");
        var node = data["comment"]!["commentEdge"]!["node"]!;
        ((string)node["fullDatabaseId"]!).ShouldBe(comment.Id.ToString());
        ((string)node["author"]!["login"]!).ShouldBe("githubops", "GraphQL leaves [bot] out");
        ((long)node["author"]!["databaseId"]!).ShouldBe(acme.Sandbox.App.Bot.Id);
        ((bool)node["viewerDidAuthor"]!).ShouldBeTrue();
        var write = acme.Sandbox.Ledger.WritesFor(issue).Single();
        write.Fields.Select(f => f.Alias).ShouldBe(["labels", "assign", "comment"]);
        write.Contents.ShouldBe(1);
    }

    [TestMethod]
    public async Task A_failing_field_is_null_and_named_and_the_others_stand()
    {
        await using var acme = await Acme.StartAsync();
        var issue = await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        var gone = acme.Kit.FindLabel("wontfix")!.NodeId;
        await acme.Ana.DeleteLabelAsync("acme/kit", "wontfix");

        var reply = await acme.Client.QueryAsync(Write, new
        {
            issue = issue.NodeId,
            labels = new[] { acme.Kit.FindLabel("bug")!.NodeId, gone },
            people = new[] { acme.Sandbox.World.Account("ben").NodeId },
            body = "Welcome",
        });

        reply.Status.ShouldBe(200);
        reply["data"]["labels"].ShouldBeNull();
        var error = reply["errors"].AsArray().Single()!;
        ((string)error["type"]!).ShouldBe("NOT_FOUND");
        ((string)error["path"]![0]!).ShouldBe("labels");
        ((string)error["message"]!).ShouldBe($"Could not resolve to a node with the global id of '{gone}'");
        issue.Labels.ShouldBeEmpty();
        issue.AssigneeLogins.ShouldBe(["ben"]);
        issue.Comments.Length.ShouldBe(1);
        acme.Sandbox.Ledger.Requests[^1].Fields.Select(f => f.Succeeded).ShouldBe([false, true, true]);
    }

    [TestMethod]
    public async Task Somebody_who_cannot_be_assigned_is_missing_from_the_answer()
    {
        await using var acme = await Acme.StartAsync();
        var issue = await acme.Ana.OpenIssueAsync("acme/kit", "It fails");
        var reply = await acme.Client.QueryAsync(Write, new
        {
            issue = issue.NodeId,
            labels = Array.Empty<string>(),
            people = new[] { acme.Sandbox.World.Account("omar").NodeId, acme.Sandbox.World.Account("ben").NodeId },
            body = "x",
        });
        reply.Json!["errors"].ShouldBeNull();
        reply["data"]["assign"]!["assignable"]!["assignees"]!["nodes"]!.AsArray().Select(n => (string)n!["login"]!)
            .ShouldBe(["ben"]);
    }

    [TestMethod]
    public async Task Every_other_mutation_does_what_it_says()
    {
        await using var acme = await Acme.StartAsync();
        var issue = await acme.Ana.OpenIssueAsync("acme/kit", "It fails", null, "bug");
        var comment = await acme.Omar.CommentAsync(issue, "old");
        var reply = await acme.Client.QueryAsync(Others, new
        {
            issue = issue.NodeId,
            comment = comment.NodeId,
            labels = new[] { acme.Kit.FindLabel("bug")!.NodeId },
            repository = acme.Kit.NodeId,
        });

        reply.Json!["errors"].ShouldBeNull(reply.Text);
        acme.Kit.FindLabel("area/api")!.Color.ShouldBe("f29513");
        (issue.Title, issue.IsOpen, issue.Labels.Length).ShouldBe(("Better", true, 0));
        (comment.Body, comment.MinimizedReason, comment.Reactions.Length).ShouldBe(("new", "outdated", 0));
        reply["data"]["g"]!.ToJsonString()
            .ShouldBe("""{"issue":{"state":"CLOSED","stateReason":"NOT_PLANNED","closed":true}}""");
    }

    [TestMethod]
    public async Task A_query_answers_what_was_selected_and_no_more()
    {
        await using var acme = await Acme.StartAsync();
        var issue = await acme.Ana.OpenIssueAsync("acme/kit", "It fails", null, "bug");
        for (var i = 1; i <= 3; i++) await acme.Omar.CommentAsync(issue, $"c{i}");

        var data = (await acme.Client.QueryAsync(Read, new { id = issue.NodeId }))["data"];
        data["viewer"]!.ToJsonString().ShouldBe($$"""{"login":"githubops","databaseId":{{acme.Sandbox.App.Bot.Id}}}""");
        data["node"]!.ToJsonString().ShouldBe(
            $$$"""{"id":"{{{issue.NodeId}}}","__typename":"Issue","number":1,"labels":{"nodes":[{"name":"bug"}]}}""");
        data["repository"]!["assignableUsers"]!["nodes"]!.AsArray().Select(n => (string)n!["login"]!).Order()
            .ShouldBe(["ana", "ben", "chidi"]);
        var comments = data["repository"]!["issue"]!["comments"]!;
        comments["nodes"]!.AsArray().Select(n => (string)n!["body"]!).ShouldBe(["c1", "c2"]);
        var next = await acme.Client.QueryAsync(Read,
            new { id = issue.NodeId, after = (string)comments["pageInfo"]!["endCursor"]! });
        next["data"]["repository"]!["issue"]!["comments"]!["nodes"]!.AsArray().Select(n => (string)n!["body"]!)
            .ShouldBe(["c3"]);
    }

    [TestMethod]
    public async Task A_document_that_is_wrong_anywhere_does_nothing_at_all()
    {
        await using var acme = await Acme.StartAsync();
        var issue = await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        foreach (var (text, message) in new Dictionary<string, string>
        {
            ["mutation { a: addComment(input: {subjectId: \"I\", body: \"x\"}) { comment { id } } }"] =
                "Field 'comment' doesn't exist",
            ["mutation { a: addComment(input: {subjectId: \"I\", body: \"x\", colour: 1}) { clientMutationId } }"] =
                "'colour'",
            ["mutation { a: addComment(input: {subjectId: \"I\"}) { clientMutationId } }"] =
                "missing required arguments: body",
            ["mutation { a: addComment(input: {subjectId: \"I\", body: \"x\"}) }"] = "must have selections",
            ["mutation { a: deleteRepository(input: {id: \"I\"}) { clientMutationId } }"] =
                "Field 'deleteRepository' doesn't exist",
            ["mutation($b: String!) { a: addComment(input: {subjectId: \"I\", body: $b}) { clientMutationId } }"] =
                "$b",
            ["mutation { a: addComment(input: {subjectId: \"I\", body: \"x\"}) { clientMutationId }"] = "Parse error",
            ["subscription { a }"] = "Parse error",
        })
        {
            var reply = await acme.Client.QueryAsync(text.Replace("\"I\"", $"\"{issue.NodeId}\""));
            reply.Json!["data"].ShouldBeNull(text);
            ((string)reply["errors"][0]!["message"]!).ShouldContain(message);
        }

        issue.Comments.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task A_token_without_the_permission_is_told_so_field_by_field()
    {
        await using var acme = await Acme.StartAsync(signIn: false);
        var issue = await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        await acme.Client.SignInAsync(acme.Installation, new { permissions = new { issues = "read" } });
        const string text =
            "mutation($i: ID!) { a: addComment(input: {subjectId: $i, body: \"x\"}) { clientMutationId } }";
        var reply = await acme.Client.QueryAsync(text, new { i = issue.NodeId });
        ((string)reply["errors"][0]!["type"]!).ShouldBe("FORBIDDEN");

        await acme.Client.SignInAsync(acme.Installation, new { repositories = new[] { "vault" } });
        reply = await acme.Client.QueryAsync(text, new { i = issue.NodeId });
        ((string)reply["errors"][0]!["type"]!).ShouldBe("NOT_FOUND");
    }

    [TestMethod]
    public async Task Connections_need_their_bounds()
    {
        await using var acme = await Acme.StartAsync();
        foreach (var arguments in (string[])["", "(first: 101)"])
        {
            var reply =
                await acme.Client.QueryAsync(
                    $"{{ repository(owner: \"acme\", name: \"kit\") {{ labels{arguments} {{ totalCount }} }} }}");
            reply["errors"].AsArray().Count.ShouldBe(1, arguments);
        }
    }

    [TestMethod]
    public async Task GitHubs_own_schema_accepts_the_documents_of_these_tests()
    {
        Conformance.Need();
        var file = Path.Combine(Path.GetTempPath(), $"githubops-{Guid.NewGuid():N}.jsonl");
        var requests = new object[]
        {
            new { query = Write,
                variables = new { issue = "I", labels = new[] { "L" }, people = new[] { "U" }, body = "b" } },
            new { query = Others,
                variables = new { issue = "I", comment = "C", labels = new[] { "L" }, repository = "R" } },
            new { query = Read, variables = new { id = "I" } },
        };
        await File.WriteAllLinesAsync(file, requests.Select(r => JsonSerializer.Serialize(r)));
        try
        {
            var run = await Conformance.RunAsync("graphql-check.mjs", [file]);
            run.Output.Trim().ShouldBe("documents 3, errors 0", run.ToString());
        }
        finally
        {
            File.Delete(file);
        }
    }
}
