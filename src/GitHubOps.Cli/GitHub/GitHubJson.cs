using System.Text.Json;
using System.Text.Json.Serialization;

namespace GitHubOps.Cli;

// GitHub's words as they travel: only the fields that are used.

internal sealed record HubRepository(
    string FullName, bool Private, bool Archived, bool HasIssues, string DefaultBranch);

internal sealed record HubName(string Name);

internal sealed record HubCount(int TotalCount);

internal sealed record HubApp(string Slug);

internal sealed record HubInstallation(
    long Id, string TargetType, DateTimeOffset? SuspendedAt, Dictionary<string, string> Permissions, string[] Events)
{
    /// <summary>A number in some of GitHub's answers, a date in others.</summary>
    public JsonElement CreatedAt { get; init; }
}

internal sealed record HubTokenRequest(string[] Repositories, Dictionary<string, string> Permissions);

internal sealed record HubToken(string Token);

internal sealed record HubHook(string? Url, string? ContentType, string? Secret, JsonElement? InsecureSsl);

internal sealed record HubDelivery(DateTimeOffset DeliveredAt, int StatusCode, long? InstallationId);

internal sealed record HubUser(string Login, string Type);

internal sealed record HubSha(string Sha);

internal sealed record HubRef(HubSha Object);

internal sealed record HubTree(string Sha, HubTreeEntry[] Tree, bool Truncated);

internal sealed record HubTreeEntry(string Path, string Mode, string Sha, long? Size);

internal sealed record HubBlob(string Content);

internal sealed record HubCommit(string Message, HubSha Tree);

internal sealed record HubNewTree(string BaseTree, HubNewFile[] Tree);

internal sealed record HubNewFile(string Path, string Mode, string Type, string Content);

internal sealed record HubNewCommit(string Message, string Tree, string[] Parents);

internal sealed record HubNewRef(string Ref, string Sha);

internal sealed record HubMovedRef(string Sha, bool Force);

internal sealed record HubNewPull(string Title, string Head, string Base, string Body);

internal sealed record HubPull(int Number, string HtmlUrl);

internal sealed record HubCodeOwnersErrors(HubCodeOwnersError[] Errors);

internal sealed record HubCodeOwnersError(int Line, int Column, string Kind, string Source);

internal sealed record HubMessage(string? Message);

/// <summary>Source-generated; depth bounded; unknown fields are skipped without being built.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, MaxDepth = 64)]
[JsonSerializable(typeof(HubRepository))]
[JsonSerializable(typeof(HubName[]))]
[JsonSerializable(typeof(HubCount))]
[JsonSerializable(typeof(HubApp))]
[JsonSerializable(typeof(HubInstallation))]
[JsonSerializable(typeof(HubTokenRequest))]
[JsonSerializable(typeof(HubToken))]
[JsonSerializable(typeof(HubHook))]
[JsonSerializable(typeof(HubDelivery[]))]
[JsonSerializable(typeof(HubUser[]))]
[JsonSerializable(typeof(HubSha))]
[JsonSerializable(typeof(HubSha[]))]
[JsonSerializable(typeof(HubCodeOwnersErrors))]
[JsonSerializable(typeof(HubRef))]
[JsonSerializable(typeof(HubTree))]
[JsonSerializable(typeof(HubBlob))]
[JsonSerializable(typeof(HubCommit))]
[JsonSerializable(typeof(HubNewTree))]
[JsonSerializable(typeof(HubNewCommit))]
[JsonSerializable(typeof(HubNewRef))]
[JsonSerializable(typeof(HubMovedRef))]
[JsonSerializable(typeof(HubNewPull))]
[JsonSerializable(typeof(HubPull))]
[JsonSerializable(typeof(HubPull[]))]
[JsonSerializable(typeof(HubMessage))]
internal sealed partial class GitHubJson : JsonSerializerContext
{
    /// <summary>What GitHub says of a refusal; null where it says nothing readable.</summary>
    public static string? MessageOf(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, Default.HubMessage)?.Message;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
