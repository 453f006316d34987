using System.Text.Json.Serialization;

namespace GitHubOps.Server;

// GitHub's words as they travel: only the fields that are used. A field that GitHub may leave out is nullable.

internal sealed record WireTokenRequest(
    IReadOnlyDictionary<string, string> Permissions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long[]? RepositoryIds);

internal sealed record WireToken(string Token, DateTimeOffset ExpiresAt);

internal sealed record WireApp(long Id, string? Slug);

internal sealed record WireUser(long Id, string Login, string NodeId, string? Type);

internal sealed record WireAccount(long Id, string? Login);

internal sealed record WireInstallation(
    long Id, WireAccount? Account, DateTimeOffset? CreatedAt, DateTimeOffset? SuspendedAt,
    Dictionary<string, string>? Permissions);

internal sealed record WireRepositories(WireRepository[] Repositories);

internal sealed record WireRepository(
    long Id, string NodeId, string Name, WireAccount Owner, bool Private, bool? Archived, string? DefaultBranch);

internal sealed record WireLabel(string? Name, string? NodeId);

internal sealed record WireNewLabel(string Name, string Color, string Description);

internal sealed record WireIssue(
    long Id, string NodeId, int Number, string Title, string? Body, string State, string? StateReason, bool? Locked,
    WireUser? User, WireLabel[] Labels, WireUser[]? Assignees, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    DateTimeOffset? ClosedAt, WireLink? PullRequest, WireType? Type);

internal sealed record WireLink;

internal sealed record WireType(string? Name);

internal sealed record WireComment(
    long Id, string NodeId, string? Body, WireUser? User, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    WireAppRef? PerformedViaGithubApp);

internal sealed record WireAppRef(long Id);

internal sealed record WireLabels(string[] Labels);

internal sealed record WireAssignees(string[] Assignees);

internal sealed record WireBody(string Body);

internal sealed record WireIssueState(
    string State, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? StateReason);

internal sealed record WireReaction(string Content);

internal sealed record WirePermission(string? Permission, string? RoleName, WirePermissionUser? User);

internal sealed record WirePermissionUser(WirePermissions? Permissions);

internal sealed record WirePermissions(bool Pull, bool? Triage, bool Push, bool? Maintain, bool Admin);

internal sealed record WireTree(string Sha, bool Truncated, WireTreeEntry[] Tree);

internal sealed record WireTreeEntry(string? Path, string? Mode, string? Type, string? Sha, long? Size);

internal sealed record WireBlob(string Content, string Encoding);

internal sealed record WirePull(int Number, string State, WirePullEnd Head, WirePullEnd Base, WireUser? User);

internal sealed record WireReview(WireUser? User, string? State);

internal sealed record WirePullEnd(string Ref, string Sha);

internal sealed record WirePullFile(string? Filename, string? PreviousFilename);

internal sealed record WireComparison(WireCommit BaseCommit, WireCommit MergeBaseCommit);

internal sealed record WireCommit(string Sha);

internal sealed record WireRule(WireRuleParameters? Parameters);

internal sealed record WireRuleParameters(WireRequiredCheck[]? RequiredStatusChecks);

internal sealed record WireRequiredCheck(string? Context);

internal sealed record WireBranch(WireProtection? Protection);

internal sealed record WireProtection(WireProtectionChecks? RequiredStatusChecks);

internal sealed record WireProtectionChecks(string[]? Contexts);

internal sealed record WireCheckRuns(WireCheckRun[] CheckRuns);

internal sealed record WireCheckRun(
    long Id, string? Name, string? HeadSha, string? ExternalId, string? Status, string? Conclusion, WireAppRef? App,
    WireCheckOutputSeen? Output);

internal sealed record WireCheckOutputSeen(int AnnotationsCount);

internal sealed record WireNewCheckRun(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? HeadSha,
    string Name, string Status, string Conclusion, string ExternalId, string DetailsUrl, WireCheckOutput Output,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WireCheckAction[]? Actions);

internal sealed record WireCheckAction(string Label, string Description, string Identifier);

internal sealed record WireCheckOutput(string Title, string Summary, string Text, WireAnnotation[] Annotations);

internal sealed record WireAnnotation(
    string Path, int StartLine, int EndLine, string AnnotationLevel, string? Title, string? Message);

/// <summary>Source-generated; depth bounded; unknown fields are skipped without being built.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, MaxDepth = 64)]
[JsonSerializable(typeof(WireTokenRequest))]
[JsonSerializable(typeof(WireToken))]
[JsonSerializable(typeof(WireApp))]
[JsonSerializable(typeof(WireUser))]
[JsonSerializable(typeof(WireInstallation[]))]
[JsonSerializable(typeof(WireRepositories))]
[JsonSerializable(typeof(WireRepository))]
[JsonSerializable(typeof(WireLabel))]
[JsonSerializable(typeof(WireLabel[]))]
[JsonSerializable(typeof(WireNewLabel))]
[JsonSerializable(typeof(WireIssue))]
[JsonSerializable(typeof(WireIssue[]))]
[JsonSerializable(typeof(WireComment))]
[JsonSerializable(typeof(WireComment[]))]
[JsonSerializable(typeof(WireLabels))]
[JsonSerializable(typeof(WireAssignees))]
[JsonSerializable(typeof(WireBody))]
[JsonSerializable(typeof(WireIssueState))]
[JsonSerializable(typeof(WireReaction))]
[JsonSerializable(typeof(WirePermission))]
[JsonSerializable(typeof(WireTree))]
[JsonSerializable(typeof(WireBlob))]
[JsonSerializable(typeof(WirePull))]
[JsonSerializable(typeof(WirePull[]))]
[JsonSerializable(typeof(WirePullFile[]))]
[JsonSerializable(typeof(WireReview[]))]
[JsonSerializable(typeof(WireComparison))]
[JsonSerializable(typeof(WireCommit[]))]
[JsonSerializable(typeof(WireRule[]))]
[JsonSerializable(typeof(WireBranch))]
[JsonSerializable(typeof(WireCheckRuns))]
[JsonSerializable(typeof(WireCheckRun))]
[JsonSerializable(typeof(WireNewCheckRun))]
[JsonSerializable(typeof(WireAnnotation[]))]
internal sealed partial class GitHubJson : JsonSerializerContext;
