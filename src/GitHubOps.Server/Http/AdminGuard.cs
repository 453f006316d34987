using System.Net;

namespace GitHubOps.Server;

/// <summary>
/// The loopback listener is within reach of every page that the machine's browser shows. A page cannot send the header
/// without being asked for by name (there is no CORS here), always says its origin where it matters, and a name of its
/// own that leads to 127.0.0.1 stands in <c>Host</c>.
/// </summary>
internal static class AdminGuard
{
    /// <summary>Must be there, whatever it says.</summary>
    public const string Header = "X-GitHubOps-Admin";

    /// <summary>Null: it may pass.</summary>
    public static string? WhyNot(HttpRequest request, int port)
    {
        if (request.Headers.Origin.Count > 0 || request.Headers.ContainsKey("Sec-Fetch-Site"))
            return "browsers are not served here";
        if (request.Headers[Header].Count != 1) return $"the header {Header} is missing";
        return IsLoopback(request.Host, port) ? null : "the Host must be the loopback address of this listener";
    }

    private static bool IsLoopback(HostString host, int port) =>
        (host.Port ?? 80) == port && (string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase) ||
            (IPAddress.TryParse(host.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));
}
