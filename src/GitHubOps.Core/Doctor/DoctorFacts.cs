using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>What a repository's files and GitHub say of it. What is null was not asked.</summary>
public sealed record DoctorFacts
{
    public required RepoName Repo { get; init; }

    public required Instant Now { get; init; }

    /// <summary>The files that a policy is read from.</summary>
    public required PolicyInput Input { get; init; }

    /// <summary>What judging these files found, with what GitHub was asked for it.</summary>
    public required ConfigReport Config { get; init; }

    public required HostedRepository Hosted { get; init; }

    /// <summary>The App, asked with its own key; null: no key was given.</summary>
    public HostedApp? App { get; init; }

    /// <summary>Paths of all files.</summary>
    public ImmutableArray<string> Paths { get; init; } = [];

    /// <summary>The repository holds the organisation's file and none of its own.</summary>
    public bool IsShared { get; init; }

    /// <summary>GitHub's own file of owners; null: there is none.</summary>
    public RepoFile? CodeOwners { get; init; }

    /// <summary>The text of <see cref="Core.OperatingModel.File"/>; null: it is not there.</summary>
    public string? OperatingModel { get; init; }

    /// <summary>People who may write to the repository; asked only where something is to be proposed.</summary>
    public ImmutableArray<Login> Writers { get; init; } = [];

    /// <summary>What the document of the operating model should say; null where it says so.</summary>
    internal string? Wanted(RepoPolicy policy)
    {
        var text = Core.OperatingModel.Write(Input, policy);
        return text == OperatingModel?.ReplaceLineEndings("\n") ? null : text;
    }

    /// <summary>The same with a file more, or another text of one, judged anew by the files alone.</summary>
    internal DoctorFacts With(RepoFile file)
    {
        var path = file.Path;
        var input = Input with { Files = [.. Input.Files.Where(one => one.Path != path), file] };
        return this with
        {
            Input = input,
            Config = ConfigChecker.Check(input, Now),
            Paths = Paths.Contains(path) ? Paths : Paths.Add(path),
            OperatingModel = path == Core.OperatingModel.File ? file.Text : OperatingModel,
        };
    }
}

/// <summary>A repository as GitHub shows it to whoever asks.</summary>
public sealed record HostedRepository(bool IsPrivate, bool IsArchived, bool HasIssues, string DefaultBranch)
{
    /// <summary>Names of the labels that are there.</summary>
    public required ImmutableHashSet<string> Labels { get; init; }

    /// <summary>Open issues, without pull requests; null: GitHub's search did not say.</summary>
    public int? OpenIssues { get; init; }
}

/// <summary>The App as its own key shows it.</summary>
/// <param name="Slug">How GitHub calls it in addresses.</param>
public sealed record HostedApp(string Slug)
{
    /// <summary>Where the repository belongs to; null: the App is not installed there.</summary>
    public HostedInstallation? Installation { get; init; }

    /// <summary>The App can read <c>OWNER/.github</c>: it is public, or the App is installed there.</summary>
    public required bool SeesOrgFiles { get; init; }

    public required HostedWebhook Webhook { get; init; }

    /// <summary>The newest deliveries of the App's log that are about the repository's installation.</summary>
    public ImmutableArray<HostedDelivery> Deliveries { get; init; } = [];
}

/// <param name="IsOrganization">False: a person's account, which has no members to ask for.</param>
/// <param name="Permissions">What the owner has accepted: name → <c>read</c>, <c>write</c>, <c>admin</c>.</param>
public sealed record HostedInstallation(
    bool IsOrganization, bool IsSuspended, ImmutableDictionary<string, string> Permissions,
    ImmutableHashSet<string> Events)
{
    /// <summary>Open issues that were opened after it; null: GitHub's search did not say.</summary>
    public int? NewerIssues { get; init; }
}

/// <param name="Url">Null where none is set.</param>
public sealed record HostedWebhook(string? Url, bool HasSecret, bool IsJson, bool ChecksCertificate);

public sealed record HostedDelivery(Instant At, int StatusCode)
{
    public bool IsAccepted => StatusCode is >= 200 and < 400;
}
