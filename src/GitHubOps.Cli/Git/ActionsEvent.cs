using System.Text.Json;

namespace GitHubOps.Cli;

/// <summary>What is to be judged, as the call or GitHub's event names it.</summary>
internal abstract record ChangeRequest
{
    private ChangeRequest()
    {
    }

    /// <summary>Everything as it stands: a schedule, a run by hand.</summary>
    public sealed record Nothing : ChangeRequest;

    /// <summary>From where HEAD left the named revision.</summary>
    public sealed record Since(string Revision) : ChangeRequest;

    /// <summary>From exactly this commit to HEAD: a push, a merge queue's group.</summary>
    public sealed record From(string Commit) : ChangeRequest;

    /// <summary>A pull request; HEAD is its head, or GitHub's merge of it with its base.</summary>
    public sealed record Pull(string Base, string Head) : ChangeRequest
    {
        /// <summary>It comes from another repository: then the workflow's token can only read.</summary>
        public bool IsFromFork { get; init; }
    }
}

/// <summary>Reads the event that started a workflow.</summary>
internal static class ActionsEvent
{
    private const long BytesMax = 30 * 1024 * 1024;

    /// <summary>The request of <paramref name="named"/>, else of the event, else nothing.</summary>
    public static ChangeRequest Read(string? named, Surroundings surroundings)
    {
        if (named is not null)
        {
            return named.Length is > 0 and <= 500 && !named.StartsWith('-') && !named.Any(char.IsControl)
                ? new ChangeRequest.Since(named)
                : throw new UsageException("--base must be the name of a commit");
        }

        if (!surroundings.OnActions || surroundings.Setting("GITHUB_EVENT_PATH") is not { } path || !File.Exists(path))
            return new ChangeRequest.Nothing();
        if (new FileInfo(path).Length > BytesMax)
            throw new SurroundingsException("the event's file is larger than 30 MiB");
        try
        {
            using var payload = JsonDocument.Parse(File.ReadAllBytes(path));
            return Of(surroundings.Setting("GITHUB_EVENT_NAME") ?? "", payload.RootElement);
        }
        catch (JsonException)
        {
            throw new SurroundingsException("the event's file (GITHUB_EVENT_PATH) is not JSON");
        }
    }

    private static ChangeRequest Of(string name, JsonElement payload) => name switch
    {
        "pull_request" or "pull_request_target" or "pull_request_review" when
            Commit(payload, "pull_request", "base", "sha") is { } from &&
                Commit(payload, "pull_request", "head", "sha") is { } to =>
            new ChangeRequest.Pull(from, to) { IsFromFork = IsFromFork(payload.GetProperty("pull_request")) },
        "merge_group" when Commit(payload, "merge_group", "base_sha") is { } from => new ChangeRequest.From(from),
        // A new branch has no commit before it.
        "push" when Commit(payload, "before") is { } before && before.Any(x => x != '0') =>
            new ChangeRequest.From(before),
        _ => new ChangeRequest.Nothing(),
    };

    /// <summary>A fork that was deleted since is none any more, and no branch of ours either.</summary>
    private static bool IsFromFork(JsonElement pull) =>
        Name(pull, "base") is { } into && !string.Equals(Name(pull, "head"), into, StringComparison.OrdinalIgnoreCase);

    private static string? Name(JsonElement pull, string side) =>
        pull.GetProperty(side) is { ValueKind: JsonValueKind.Object } at && at.TryGetProperty("repo", out var repo) &&
        repo.ValueKind == JsonValueKind.Object && repo.TryGetProperty("full_name", out var name) &&
        name.ValueKind == JsonValueKind.String ? name.GetString() : null;

    private static string? Commit(JsonElement at, params string[] road)
    {
        foreach (var name in road)
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) return null;
        return at.ValueKind == JsonValueKind.String && at.GetString() is { Length: 40 or 64 } id &&
            id.All(char.IsAsciiHexDigitLower) ? id : null;
    }
}
