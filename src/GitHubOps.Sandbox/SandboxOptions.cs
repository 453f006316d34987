using System.Collections.Immutable;

namespace GitHubOps.Sandbox;

/// <summary>What a sandbox is started with. Every property has a default that serves a test.</summary>
public sealed record SandboxOptions
{
    /// <summary>Where the sandbox listens; port 0 takes any free one.</summary>
    public Uri Listen { get; init; } = new("http://127.0.0.1:0");

    /// <summary>Every time that the sandbox tells or compares comes from here.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public long AppId { get; init; } = 424242;

    public string AppSlug { get; init; } = "githubops";

    /// <summary>The App's private key; a fresh one is made when it is null.</summary>
    public string? PrivateKeyPem { get; init; }

    /// <summary>May be set later: <see cref="SandboxApp.WebhookUrl"/>.</summary>
    public Uri? WebhookUrl { get; init; }

    public string? WebhookSecret { get; init; }

    public ImmutableSortedDictionary<string, string> Permissions { get; init; } = DefaultPermissions;

    public ImmutableArray<string> Events { get; init; } = DefaultEvents;

    /// <summary>Called once for every answered API request, for a log.</summary>
    public Action<SandboxRequest>? OnRequest { get; init; }

    /// <summary>Requests per hour and installation.</summary>
    public int PrimaryLimit { get; init; } = 5000;

    /// <summary>
    /// How long is remembered what things were like, for replicas that lag: <see cref="SandboxFaults.Stale"/>.
    /// </summary>
    public TimeSpan RemembersFor { get; init; }

    /// <summary>Real time after which a delivery without an answer is given up, as GitHub does.</summary>
    public TimeSpan DeliveryTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public static ImmutableSortedDictionary<string, string> DefaultPermissions { get; } =
        ImmutableSortedDictionary<string, string>.Empty
            .Add("actions", "read").Add("checks", "write").Add("contents", "write").Add("discussions", "read")
            .Add("issues", "write").Add("members", "read").Add("merge_queues", "read").Add("metadata", "read")
            .Add("organization_projects", "write").Add("pull_requests", "write");

    public static ImmutableArray<string> DefaultEvents { get; } =
    [
        "check_run", "discussion", "issue_comment", "issue_dependencies", "issues", "label", "member", "membership",
        "merge_group", "milestone", "organization", "pull_request", "pull_request_review", "push", "release",
        "repository", "repository_dispatch", "sub_issues", "team", "workflow_run",
    ];
}
