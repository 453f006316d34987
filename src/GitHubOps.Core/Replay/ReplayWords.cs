namespace GitHubOps.Core;

/// <summary>Aspects as people and programs read them.</summary>
public static class ReplayWords
{
    public static string Of(ReplayAspect aspect) => aspect.ToString().ToLowerInvariant();
}
