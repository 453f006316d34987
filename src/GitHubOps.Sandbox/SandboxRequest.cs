using System.Collections.Immutable;

namespace GitHubOps.Sandbox;

public enum CredentialKind { None, Refused, App, Installation, Person }

/// <summary>One top-level field of a GraphQL request and how it went.</summary>
public sealed record SandboxGraphQLField(string Alias, string Field, bool Succeeded);

/// <summary>One request that the API received.</summary>
public sealed record SandboxRequest
{
    public required long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Method { get; init; }

    /// <summary>With the query.</summary>
    public required string Path { get; init; }

    /// <summary>
    /// GitHub's operation id (<c>issues/add-labels</c>), <c>graphql</c>, or null for what is not supported.
    /// </summary>
    public string? Operation { get; init; }

    public CredentialKind Credential { get; init; }

    public long? InstallationId { get; init; }

    /// <summary>0 when the connection was cut.</summary>
    public int Status { get; init; }

    public string Body { get; init; } = "";

    public string? Repository { get; init; }

    /// <summary><see cref="SandboxIssue.Id"/> of every issue that the request named.</summary>
    public ImmutableArray<long> Issues { get; init; } = [];

    /// <summary>The top-level fields of a GraphQL request.</summary>
    public ImmutableArray<SandboxGraphQLField> Fields { get; init; } = [];

    /// <summary>True for requests that ask for a change in a repository, whatever came of it.</summary>
    public bool IsWrite { get; init; }

    /// <summary>How many contents (issues, comments) it asked to create.</summary>
    public int Contents { get; init; }

    /// <summary>The sandbox does not know the operation; it answered 404.</summary>
    public bool IsUnsupported { get; init; }

    /// <summary>The fault that struck, or null.</summary>
    public string? Fault { get; init; }

    public override string ToString() =>
        $"{Method} {Path} {Status}{(Fields.IsEmpty ? "" : " " + string.Join("+", Fields.Select(f => f.Field)))}";
}

/// <summary>A breach of GitHub's published pace.</summary>
public sealed record PaceViolation(DateTimeOffset At, string Rule, SandboxRequest Request);

/// <summary>Every request received since the start, or since <see cref="Clear"/>.</summary>
public sealed class SandboxLedger
{
    private readonly Lock _gate = new();

    public ImmutableList<SandboxRequest> Requests { get; private set; } = [];

    public ImmutableList<PaceViolation> PaceViolations { get; private set; } = [];

    /// <summary>What was asked for and is not supported: a hole of the sandbox, or a mistake of the caller.</summary>
    public IEnumerable<SandboxRequest> Unsupported => Requests.Where(r => r.IsUnsupported);

    public IEnumerable<SandboxRequest> Writes => Requests.Where(r => r.IsWrite);

    /// <summary>Requests that asked for a change of this issue, its comments, labels or people.</summary>
    public IEnumerable<SandboxRequest> WritesFor(SandboxIssue issue) =>
        Requests.Where(r => r.IsWrite && r.Issues.Contains(issue.Id));

    public void Clear()
    {
        lock (_gate)
        {
            Requests = [];
            PaceViolations = [];
        }
    }

    internal void Add(SandboxRequest request)
    {
        lock (_gate) Requests = Requests.Add(request);
    }

    internal void Add(PaceViolation violation)
    {
        lock (_gate) PaceViolations = PaceViolations.Add(violation);
    }
}
