using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>Where GitHub is and who we are there. Checked at the start: <see cref="Check"/>.</summary>
public sealed class GitHubSettings
{
    public const string PublicApi = "https://api.github.com";

    /// <summary>GitHub's API, or that of a GitHub Enterprise Server: <c>https://HOST/api/v3</c>.</summary>
    public Uri ApiUrl { get; init; } = new(PublicApi);

    /// <summary>
    /// The App's client id (<c>Iv23…</c>) or its number; Enterprise Server up to 3.13 knows only the number.
    /// </summary>
    public string AppId { get; init; } = "";

    /// <summary>PEM, PKCS#1 or PKCS#8, readable by the owner only.</summary>
    public string PrivateKeyFile { get; init; } = "";

    public string UserAgent { get; init; } = "GitHubOps";

    /// <summary>At most 15 s: GitHub itself cuts a request after 10.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>GitHub allows 100 at a time, both interfaces together.</summary>
    public int ConcurrentRequestsMax { get; init; } = 100;

    /// <summary>False: not even short waits happen in the process; they are handed back as "not before".</summary>
    public bool WaitsInProcess { get; init; } = true;

    /// <summary>Beside <c>/api/v3</c> on Enterprise Server, below the root on github.com.</summary>
    internal Uri GraphQlUrl => IsEnterprise ? new Uri(ApiUrl, "/api/graphql") : new Uri(BaseUrl, "graphql");

    /// <summary>The API's address with a slash at its end, so that relative addresses append.</summary>
    internal Uri BaseUrl => ApiUrl.AbsoluteUri.EndsWith('/') ? ApiUrl : new Uri(ApiUrl.AbsoluteUri + "/");

    /// <summary>The site that people look at.</summary>
    internal Uri SiteUrl => IsEnterprise || ApiUrl.IsLoopback ? new Uri(ApiUrl, "/") : new Uri("https://github.com/");

    private bool IsEnterprise => ApiUrl.AbsolutePath.TrimEnd('/').EndsWith("/api/v3", StringComparison.Ordinal);

    /// <summary>
    /// What must be set right before anything can be done on GitHub. Receiving and storing works without.
    /// </summary>
    public ImmutableArray<Problem> Check() =>
        [.. new[] { CheckUrl(), CheckAppId(), CheckTimeout(), PrivateKey.Check(PrivateKeyFile) }.OfType<Problem>()];

    private Problem? CheckUrl()
    {
        var isFit = ApiUrl.IsAbsoluteUri &&
            (ApiUrl.Scheme == Uri.UriSchemeHttps || (ApiUrl.Scheme == Uri.UriSchemeHttp && ApiUrl.IsLoopback));
        return isFit ? null : Problem.Error("github-api-url",
            $"GitHub's API address `{ApiUrl}` is not an https address",
            remedy: $"Set {PublicApi}, or https://HOST/api/v3 for an Enterprise Server.");
    }

    private Problem? CheckAppId() =>
        AppId.Trim().Length > 0 ? null : Problem.Error("github-app-id", "the App's client id is not set",
            remedy: "Set it to the client id that the App's settings page shows.");

    private Problem? CheckTimeout() =>
        RequestTimeout > TimeSpan.Zero && RequestTimeout <= TimeSpan.FromSeconds(15) &&
            ConcurrentRequestsMax is > 0 and <= 100
            ? null
            : Problem.Error("github-limits",
                "the request time-out or the number of concurrent requests is out of range",
                remedy: "Set a time-out of at most 15 seconds and 1 to 100 concurrent requests.");
}
