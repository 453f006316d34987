using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary>
/// Two weeks of an organisation that does not exist: 22 October to 5 November 2026, with a public holiday in Vienna
/// (26 October) and both changes of the clocks (25 October there, 1 November in Los Angeles).
/// </summary>
internal sealed record DemoScript(Instant Start, Instant End, ImmutableArray<DemoAct> Acts)
{
    public const string Owner = "acme";

    public static ImmutableArray<string> Repositories { get; } =
        ["acme/dashboard-factory", "acme/ide-extension", "acme/mcp-analyst-agent"];

    public static ImmutableArray<string> Contributors { get; } =
    [
        "petra-lindqvist", "gus-delacroix", "yara-nassif", "rufus-quill", "hana-brandt", "milo-verne", "wim-oosterhout",
        "s-takahara", "bex-carrow", "tess-marrow", "okeke-dl",
    ];

    public static DemoScript Full { get; } = new(
        Moment("2026-10-22 08:00:00", "America/Los_Angeles"),
        Moment("2026-11-05 12:00:00", "America/Los_Angeles"),
        [
            .. DashboardFactoryPages.Acts.Concat(IdeExtensionPages.Acts).Concat(AnalystAgentPages.Acts)
                .OrderBy(a => a.At),
        ]);

    private static Instant Moment(string local, string zone) => LocalPoint.ToInstant(
        NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss").Parse(local).Value,
        LocalPoint.FindZone(zone)!);
}
