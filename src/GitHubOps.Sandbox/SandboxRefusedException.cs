namespace GitHubOps.Sandbox;

/// <summary>GitHub would not do this: the status and the sentence that its API answers.</summary>
public sealed class SandboxRefusedException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>The <c>errors</c> of a 422: resource, field, code, message.</summary>
    internal IReadOnlyList<(string Resource, string Field, string Code, string? Message)> Errors { get; init; } = [];
}

/// <summary>Makes the refusals that GitHub makes.</summary>
internal static class Refusal
{
    public static SandboxRefusedException Of(int status, string message) => new(status, message);

    public static SandboxRefusedException NotFound(string what = "Not Found") => new(404, what);

    public static SandboxRefusedException Archived() => new(403, "Repository was archived so is read-only.");

    /// <summary>The node id of GraphQL that leads nowhere.</summary>
    public static SandboxRefusedException NoNode(string id) =>
        new(404, $"Could not resolve to a node with the global id of '{id}'");

    public static SandboxRefusedException Invalid(string resource, string field, string code, string? message = null) =>
        new(422, "Validation Failed") { Errors = [(resource, field, code, message)] };
}
