namespace GitHubOps.Core;

/// <summary>How GitHub calls a workflow: by its <c>name:</c>, or by its path where it gives none.</summary>
public static class WorkflowName
{
    /// <summary>Null where the text cannot be read: workflows may hold more of YAML than we read.</summary>
    public static string? Of(string text, string path) =>
        YamlText.Read(text, path, ProblemCodes.Yaml, YamlLimits.Config) switch
        {
            { Problem: not null } => null,
            { Root: YamlMap map } when map.Find("name")?.Value is YamlScalar { IsNull: false } name => name.Text,
            _ => path,
        };
}
