using System.Collections.Immutable;

namespace GitHubOps.Cli;

/// <summary>What happens in acme/mcp-analyst-agent.</summary>
internal static class AnalystAgentPages
{
    private static readonly DemoPage Page = new("acme/mcp-analyst-agent", "America/Los_Angeles");

    public static ImmutableArray<DemoAct> Acts { get; } =
        [.. FirstDays, .. SecondWeek, .. Exposed, .. Answers, .. LastDays];

    private static DemoAct[] FirstDays =>
    [
        Page.Opens("10-22 08:50", "okeke-dl", "argument", "run_query rejects a schema with a dash", DemoText.Of(
            "tool-bug.yml",
            ("area", "tools"),
            ("impact", "It failed with an error"),
            ("tool", "run_query"),
            ("client", "Desktop assistant"),
            ("transcript", "run_query(schema=\"north-west\") -> invalid argument: schema"),
            ("what-happened", "Our schema names have dashes. Quoting them in the argument works, but nobody finds " +
                "that."))),
        Page.Says("10-22 11:30", "omar", "argument",
            "The contract allows dashes, the check does not. A one-line fix and a test."),
        Page.Closes("10-28 12:00", "omar", "argument"),

        Page.Opens("10-23 09:30", "bex-carrow", "stuck", "describe_table never answers", DemoText.Of(
            "tool-bug.yml",
            ("area", "tools"),
            ("impact", "It was slow"),
            ("tool", "describe_table"),
            ("client", "Desktop assistant"),
            ("what-happened", "It hangs for tables with more than 500 columns. Cancel works."))),
        Page.Says("10-26 08:45", "bex-carrow", "stuck", """
            ### Transcript

            ```
            describe_table(name="events_wide")
            ... nothing for 120 s ...
            cancelled by user
            ```
            """),
        Page.Says("10-26 13:25", "mei", "stuck",
            "We read the statistics column by column. I will ask for them in one go."),

        Page.Opens("10-23 13:15", "tess-marrow", "which", "Which client should I start with?", DemoText.Of(
            "question.yml",
            ("question", "I want to try the agent with our test data. Is one of the clients better to begin with?"))),
        Page.Says("10-23 16:05", "omar", "which",
            "Begin with the desktop one; the others need a token from your admin."),
        Page.Closes("10-26 09:00", "tess-marrow", "which"),
    ];

    private static DemoAct[] SecondWeek =>
    [
        Page.Opens("10-26 11:10", "noor", "joins", "A judge for queries that join the wrong key", DemoText.Of(
            "eval-idea.yml",
            ("question", "Which accounts ordered nothing last quarter?"),
            ("answer", "Only a join by account_id is right; both tables also have an id column, which gives " +
                "plausible rows."),
            ("suite", "sql-joins"))),
        Page.Says("10-27 10:00", "pia", "joins",
            "I have three real cases for this from October. Shall I write them up?"),

        Page.Opens("10-27 10:45", "gus-delacroix", "timeouts", "Server closes the transport during auth", """
            With a slow identity provider the server gives up after five seconds: `transport closed during auth`.
            The timeout cannot be set anywhere.
            """),
        Page.Says("10-27 14:15", "mei", "timeouts", "It can not, and it should. Five seconds was a guess of ours."),
        Page.Labels("10-27 14:16", "mei", "timeouts", "sev/s3"),
        Page.Labels("10-27 14:17", "mei", "timeouts", "type/bug"),

        Page.Opens("10-28 08:20", "mei", "tone", "The agent apologises three times in one answer", """
            The instruction to be polite stands twice in the prompt since the last merge, and it shows in the tone.
            """),
        Page.Says("10-28 10:45", "noor", "tone", "That was my merge. Taking one of them out."),
        Page.Closes("10-29 09:30", "noor", "tone"),
    ];

    private static DemoAct[] Exposed =>
    [
        Page.Opens("10-28 15:10", "petra-lindqvist", "exposed",
            "Agent answered with rows of another workspace", DemoText.Of(
            "tool-bug.yml",
            ("area", "profiles"),
            ("impact", "It changed or exposed data it should not"),
            ("tool", "run_query"),
            ("client", "Own program"),
            ("transcript", "run_query(\"select * from accounts limit 5\") -> 5 rows, none of them ours"),
            ("what-happened", "Five rows of accounts that we do not know. I deleted the chat and told nobody else."))),
        Page.Labels("10-28 15:22", "mei", "exposed", "sev/s1"),
        Page.Says("10-28 15:24", "mei", "exposed",
            "Thank you for the care. The cached profile is switched off for everybody while we look."),
        Page.Closes("10-29 13:40", "mei", "exposed"),

        Page.Opens("10-29 11:55", "rufus-quill", "stale", "Cache error after changing a connection", """
            After I changed the host of a connection:

            ```
            File "dataface/ai/profiles/cache.py", line 61, in lookup
              raise StaleEntry(key)
            ```

            Restarting helps.
            """),
        Page.Says("10-29 15:05", "omar", "stale", "The key lacks the host. It will have it in the next release."),
        Page.Labels("10-29 15:06", "omar", "stale", "type/bug"),
    ];

    private static DemoAct[] Answers =>
    [
        Page.Opens("10-30 09:40", "yara-nassif", "off", "Something is off", """
            Since this morning the answers feel different. I cannot say how. Did anything change?
            """),
        Page.Says("10-30 13:00", "mei", "off",
            "Nothing went out today. If you have one example from before and one from now, we can compare."),
        Page.Labels("10-30 13:01", "mei", "off", "area/prompts"),
        Page.Closes("11-03 15:30", "mei", "off", "not_planned"),

        Page.Opens("11-02 13:00", "wim-oosterhout", "limit", "list_tables stops at one hundred", DemoText.Of(
            "tool-bug.yml",
            ("area", "tools"),
            ("impact", "The answer was wrong"),
            ("tool", "list_tables"),
            ("client", "Own program"),
            ("transcript", "list_tables() -> 100 items, no cursor"),
            ("what-happened", "We have 340 tables. The other 240 are never mentioned."))),
        Page.Says("11-02 15:20", "noor", "limit", "There is a cursor in 0.9.3, please try with it."),
        Page.Closes("11-03 09:00", "noor", "limit"),
        Page.Says("11-03 09:40", "wim-oosterhout", "limit", "This is 0.9.3. The answer has no cursor in it."),
        Page.Reopens("11-03 10:05", "noor", "limit"),
    ];

    private static DemoAct[] LastDays =>
    [
        Page.Opens("11-03 09:25", "milo-verne", "scores", "Scores of the judge jump between runs", """
            The same eval, the same model, three runs: 71, 78, 69. Is the regression threshold meant for that?
            """),
        Page.Says("11-03 14:10", "pia", "scores",
            "It is not. The judge samples; we will pin it and run each case three times."),
        Page.Labels("11-03 14:11", "pia", "scores", "type/bug"),

        Page.Opens("11-04 09:00", "hana-brandt", "export", "Let the eval report be exported as CSV", DemoText.Of(
            "eval-idea.yml",
            ("question", "How did the suites do this month, as a chart?"),
            ("answer", "A CSV next to eval-report.json: then any sheet can draw it."))),
        Page.Says("11-04 13:30", "noor", "export", "Cheap enough. Suite, metric, score, base: are these the columns?"),
    ];
}
