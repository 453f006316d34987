using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// What a repository has before it has an <c>ops.yml</c>: everything that a first one can be made of.
/// </summary>
public sealed record StarterInput
{
    public required RepoName Repo { get; init; }

    /// <summary>Paths of all files, '/' between their parts.</summary>
    public required ImmutableArray<string> Paths { get; init; }

    /// <summary>The files that a policy is read from: <c>OWNERS</c>, <c>OWNERS_ALIASES</c>, issue forms.</summary>
    public required ImmutableArray<RepoFile> Files { get; init; }

    /// <summary>GitHub's own file of owners: where there is no <c>OWNERS</c>, these are made of it.</summary>
    public RepoFile? CodeOwners { get; init; }

    /// <summary>Those of <c>OWNER/.github</c>; with an <c>ops/org.yml</c> among them the starter extends it.</summary>
    public ImmutableArray<RepoFile> OrgFiles { get; init; } = [];

    /// <summary>Names of the labels that the repository has, as far as they are known.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>People who may write to the repository: they take turns where no file names anybody.</summary>
    public ImmutableArray<Login> Writers { get; init; } = [];

    /// <summary>An IANA zone for the office hours, where no organisation brings any.</summary>
    public string Zone { get; init; } = "UTC";
}

/// <summary>What <c>init</c> would write, and what a person should know about it.</summary>
/// <param name="Files">New files only: none that exists is ever among them.</param>
/// <param name="Notes">Sentences: what was taken from where, and what is to be filled in.</param>
/// <param name="Problems">What of <c>CODEOWNERS</c> cannot be carried over, with its line.</param>
public sealed record StarterPlan(
    ImmutableArray<RepoFile> Files, ImmutableArray<string> Notes, ImmutableArray<Problem> Problems);
