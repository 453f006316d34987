using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>What happens in acme/dashboard-factory.</summary>
internal static class DashboardFactoryPages
{
    private static readonly DemoPage Page = new("acme/dashboard-factory", "America/Los_Angeles");

    private static readonly (string, string) Read =
        ("read", "I have read docs/connect-data.md and docs/publishing/review-queue.md");

    public static ImmutableArray<DemoAct> Acts { get; } =
        [.. Thursday, .. Friday, .. SecondWeek, .. TheMissedTarget, .. LastDays];

    private static DemoAct[] Thursday =>
    [
        Page.Opens("10-22 09:12", "petra-lindqvist", "currency",
            "Revenue template shows dollars for our euro accounts", DemoText.Of(
            "template-bug.yml",
            ("area", "dashboards"),
            ("impact", "Something looks wrong, but I can work"),
            ("template", "examples/dashboards/revenue-weekly"),
            ("version", "2026.21"),
            ("what-happened", "All tiles use `$` although `currency: EUR` is set in profile.yml. The figures " +
                "themselves are right."))),
        Page.Says("10-22 10:05", "dee", "currency",
            "Reproduced with the sample profile. The tile ignores `currency` when it is set per workspace."),
        Page.Closes("10-26 14:20", "dee", "currency"),
        Page.Says("11-03 09:50", "petra-lindqvist", "currency",
            "2026.22 fixes the tiles, but the exported PDF still shows dollars."),
        Page.Reopens("11-03 10:30", "dee", "currency"),

        Page.Opens("10-22 11:40", "gus-delacroix", "broke", "It broke after yesterday", """
            Everything worked on Tuesday. Since yesterday my page is empty and I did not change anything.
            Can somebody have a look? We present on Monday.
            """),
        Page.Says("10-22 15:31", "dee", "broke",
            "Which page is it? If it is the one from the weekly fixture run, that run failed on Wednesday night."),
        Page.Labels("10-23 09:25", "dee", "broke", "area/pipeline"),
        Page.Labels("10-23 09:26", "dee", "broke", "type/bug"),

        Page.Opens("10-22 14:20", "yara-nassif", "ageing", "A template for the age of support tickets", DemoText.Of(
            "new-template.yml",
            ("area", "dashboards"),
            ("sources", "Tickets, chat and mail"),
            ("question", "Our support leads want to see how long tickets wait by queue. Today we keep a sheet."))),
        Page.Says("10-26 09:40", "ana", "ageing",
            "We have wanted this one ourselves. Which columns does your sheet have?"),
        Page.Says("10-26 17:02", "yara-nassif", "ageing",
            "Opened at, queue, first answer at, closed at. I can share a made-up sample."),
    ];

    private static DemoAct[] Friday =>
    [
        Page.Opens("10-23 10:02", "rufus-quill", "queue", "How long does the review queue take?", DemoText.Of(
            "publish-help.yml",
            ("template", "churn-by-cohort"),
            ("question", "I submitted churn-by-cohort last Friday. Is there a place where I can see when it will be " +
                "looked at?"),
            Read)),
        Page.Says("10-23 11:15", "dee", "queue",
            "Reviews happen on Thursdays; yours is third in line for the 29th. The page " +
                "docs/publishing/review-queue.md says where to look."),
        Page.Closes("10-23 11:52", "rufus-quill", "queue"),

        Page.Opens("10-26 10:31", "hana-brandt", "traceback", "KeyError while building tiles", """
            Running the example from the README on 3.12:

            ```
            Traceback (most recent call last):
              File "scripts/render/tiles.py", line 88, in build
                width = row["span"]
            KeyError: 'span'
            ```

            Deleting the empty row from the file makes it go away.
            """),
        Page.Says("10-26 13:10", "ben", "traceback",
            "An empty row should be skipped with a warning. I have a test for it, fix follows."),
        Page.Labels("10-26 13:12", "ben", "traceback", "type/bug"),
        Page.Closes("10-30 11:05", "ben", "traceback"),
    ];

    private static DemoAct[] SecondWeek =>
    [
        Page.Opens("10-27 09:05", "ana", "legend", "Legend overlaps the last column in narrow layouts", DemoText.Of(
            "template-bug.yml",
            ("area", "dashboards"),
            ("impact", "Something looks wrong, but I can work"),
            ("template", "pipeline-health"),
            ("version", "2026.22"),
            ("what-happened", "Below 900 px the legend covers the last column. Found it while preparing the gallery " +
                "release."))),
        Page.Says("10-27 11:48", "chidi", "legend", "The container query uses the outer width. Mine."),

        Page.Opens("10-28 13:30", "milo-verne", "filters", "Date filter forgets its value", """
            Pick last quarter, open any tile, go back: the filter says last 30 days again.
            """),
        Page.Edits("10-28 13:30:04", "milo-verne", "filters", "Date filter of the dashboard forgets its value", """
            Pick last quarter, open any tile of the dashboard, go back: the filter says last 30 days again.
            Chart titles keep the right dates, so it looks like only the control is reset.
            """),
        Page.Says("10-29 10:12", "ana", "filters",
            "Thanks, the control reads the default before the address. That also explains two older notes."),
        Page.Labels("10-29 10:14", "ana", "filters", "sev/s3"),
        Page.Labels("10-29 10:15", "ana", "filters", "type/bug"),

        Page.Opens("10-29 09:20", "wim-oosterhout", "wording", "Layout of the chart picker on small screens", """
            On a tablet the chart picker needs two scrolls to reach "Apply". A sticky footer would be enough.
            """),
        Page.Says("10-29 15:33", "dee", "wording",
            "Agreed, the footer should stay. Good for somebody who wants to start here."),
        Page.Labels("10-29 15:35", "dee", "wording", "type/feature"),
    ];

    private static DemoAct[] TheMissedTarget =>
    [
        // Friday 16:00: an hour is left of Friday, the clocks change on Sunday, three hours remain on Monday: 12:00.
        Page.Opens("10-30 16:00", "s-takahara", "unloaded", "churn-by-cohort does not load at all", DemoText.Of(
            "template-bug.yml",
            ("area", "dashboards"),
            ("impact", "Template does not load"),
            ("template", "churn-by-cohort"),
            ("version", "2026.22"),
            ("what-happened", "Blank page, the console says `cohorts is undefined`. Two workspaces, both empty " +
                "since the update."))),
        Page.Says("11-02 13:10", "chidi", "unloaded",
            "We are late with this one. The cohort query returns another shape since 2026.22; rolling the template " +
                "back now."),
        Page.Closes("11-03 16:20", "chidi", "unloaded"),
    ];

    private static DemoAct[] LastDays =>
    [
        Page.Opens("11-02 10:15", "bex-carrow", "thumbnail", "Gallery shows the previous preview image", DemoText.Of(
            "publish-help.yml",
            ("template", "ticket-volume"),
            ("question", "I published a new version on Friday, the gallery still has the old picture. Do I have to " +
                "ask for a refresh?"),
            Read)),
        Page.Says("11-02 14:40", "ben", "thumbnail",
            "No need to ask, the cache is cleared on Mondays at five. If it is still old tomorrow, say so here."),

        Page.Opens("11-03 08:40", "tess-marrow", "first-steps", "The quickstart tile does nothing", """
            I am new here. Step three of the quickstart says to click the tile. I click it and nothing happens.
            """),
        Page.Says("11-03 11:20", "ben", "first-steps",
            "Step three forgets to say that a source must be connected first. That is our text, not you."),
        Page.Labels("11-03 11:22", "ben", "first-steps", "area/quickstarts"),
        Page.Labels("11-03 11:23", "ben", "first-steps", "type/bug"),

        Page.Opens("11-04 09:35", "okeke-dl", "colours",
            "Colour scale is hard to read for colour-blind colleagues", DemoText.Of(
            "new-template.yml",
            ("area", "dashboards"),
            ("question", "Red and green at the same brightness. A second palette, chosen in profile.yml, would help " +
                "four of us."))),

        // A slip of the pen on the way: what is in force stays, and the pull request says so before anybody merges it.
        Page.Proposes("11-04 10:50", "dee", "unloaded-is-s1", "A template that does not load is an emergency",
            new DemoEdit(PolicyFiles.Ops,
                "- s2: { impact: Template does not load }", "- s1: { imapct: Template does not load }")),
        Page.Amends("11-04 11:05", "dee", "unloaded-is-s1", new DemoEdit(PolicyFiles.Ops, "imapct", "impact")),
    ];
}
