using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A permission that the App needs, and what for.</summary>
public sealed record AppPermission(string Name, string Level, string For)
{
    /// <summary>False: without it the rest works.</summary>
    public bool IsEssential { get; init; }

    /// <summary>It is an organisation's to give: a person's account has none of it.</summary>
    public bool OfOrganization { get; init; }
}

/// <summary>An event that the App must be told of, and what is missing without it.</summary>
public sealed record AppEvent(string Name, string Without)
{
    /// <summary>False: without it the rest works.</summary>
    public bool IsEssential { get; init; }

    /// <summary>It needs a permission that only an organisation can give.</summary>
    public bool OfOrganization { get; init; }
}

/// <summary>
/// THE list of what the GitHub App must be given; <c>docs/github-app.md</c> tells the same to people.
/// </summary>
public static class AppNeeds
{
    public static ImmutableArray<AppPermission> Permissions { get; } =
    [
        new("metadata", "read", "finding repositories and people") { IsEssential = true },
        new("issues", "write", "labels, the assignee and the comment") { IsEssential = true },
        new("contents", "read", "reading the configuration") { IsEssential = true },
        new("pull_requests", "read", "judging changes of the configuration"),
        new("checks", "write", "saying on a pull request what its configuration would change"),
        new("merge_queues", "read", "judging what a merge queue has put together"),
        new("members", "read", "noticing that people's rights change") { OfOrganization = true },
    ];

    public static ImmutableArray<AppEvent> Events { get; } =
    [
        new("issues", "nothing is triaged") { IsEssential = true },
        new("issue_comment", "no answer stops a clock") { IsEssential = true },
        new("label", "deleted and renamed labels are noticed late"),
        new("push", "a changed configuration is noticed late"),
        new("pull_request", "a pull request's configuration is not judged"),
        new("pull_request_review", "an approval frees no review of a runbook"),
        new("merge_group", "a merge queue waits for checks that never come"),
        new("repository", "renamed and archived repositories are noticed late"),
        new("member", "changed rights are noticed late") { OfOrganization = true },
        new("membership", "changed rights are noticed late") { OfOrganization = true },
        new("organization", "changed rights are noticed late") { OfOrganization = true },
    ];

    /// <summary>What is accepted covers what is needed.</summary>
    public static bool Covers(string? accepted, string needed) => (accepted, needed) switch
    {
        (null, _) => false,
        ("read", not "read") => false,
        ("write", "admin") => false,
        _ => true,
    };
}
