namespace GitHubOps.Sandbox;

/// <summary>GitHub would not do this: the status and the sentence that its API answers.</summary>
public sealed class SandboxRefusedException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>The <c>errors</c> of a 422: resource, field, code, message.</summary>
    internal IReadOnlyList<(string Resource, string Field, string Code, string? Message)> Errors { get; init; } = [];

    internal static SandboxRefusedException NotFound(string what = "Not Found") => new(404, what);

    internal static SandboxRefusedException Archived() => new(403, "Repository was archived so is read-only.");

    internal static SandboxRefusedException Invalid(string resource, string field, string code, string? message = null) =>
        new(422, "Validation Failed") { Errors = [(resource, field, code, message)] };
}
