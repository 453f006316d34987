using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GitHubOps.Server;

internal static class WireReader
{
    /// <summary>An answer that is not what GitHub documents comes from something in between: try again later.</summary>
    public static Answer<T> Read<T>(GitHubResponse response, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(response.Body, type) is { } value ? value : Garbled(response.Status);
        }
        catch (JsonException)
        {
            return Garbled(response.Status);
        }
    }

    public static GitHubFailure Garbled(int status) =>
        new GitHubFailure.Transient($"GitHub answered {status} with a body that cannot be read");
}
