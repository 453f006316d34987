namespace GitHubOps.Tests;

/// <summary>Where the tests find the checkout, and what lies beside it.</summary>
internal static class Checkout
{
    /// <summary>The folder that holds <c>GitHubOps.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>
    /// The folder of shared facts and conformance tools beside the checkout, or null where there is none.
    /// </summary>
    public static string? Shared { get; } = FindShared();

    /// <summary>
    /// True where a test that lacks what it needs must fail instead of being skipped (continuous integration).
    /// </summary>
    public static bool NothingMayBeSkipped => Environment.GetEnvironmentVariable("GITHUBOPS_NO_SKIP") == "1";

    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Skips the running test, saying why; fails it instead where nothing may be skipped.</summary>
    public static void Skip(string reason)
    {
        if (NothingMayBeSkipped) Assert.Fail($"must not be skipped here: {reason}");
        Assert.Inconclusive(reason);
    }

    private static string FindRoot()
    {
        for (var dir = new DirectoryInfo(AppContext.BaseDirectory); dir is not null; dir = dir.Parent)
            if (File.Exists(Path.Combine(dir.FullName, "GitHubOps.sln"))) return dir.FullName;
        throw new InvalidOperationException("GitHubOps.sln was not found above the test's folder");
    }

    private static string? FindShared()
    {
        var named = Environment.GetEnvironmentVariable("GITHUBOPS_SHARED");
        var path = string.IsNullOrEmpty(named) ? Path.Combine(Root, "..", "shared") : named;
        return Directory.Exists(Path.Combine(path, "vectors")) ? Path.GetFullPath(path) : null;
    }
}
