using System.Collections.Immutable;

namespace GitHubOps.Cli;

/// <summary>What happens in acme/ide-extension.</summary>
internal static class IdeExtensionPages
{
    private static readonly DemoPage Page = new("acme/ide-extension", "Europe/Vienna");

    public static ImmutableArray<DemoAct> Acts { get; } =
        [.. FirstDays, .. HolidayWeekend, .. Facts, .. Night, .. Regression, .. LastDays];

    private static DemoAct[] FirstDays =>
    [
        Page.Opens("10-22 17:30", "tess-marrow", "panel", "TypeError when a preview is opened twice", """
            ```
            TypeError: Cannot read properties of undefined (reading 'webview')
                at render (apps/ide/vscode-extension/src/preview/panel.ts:142:19)
                at openPreview (apps/ide/vscode-extension/src/preview/open.ts:51:7)
            ```

            Open a file, open its preview, close the tab with the middle button, open it again.
            """),
        Page.Says("10-23 10:20", "kat", "panel",
            "The panel is disposed before the second open asks for it. I can see it here too."),
        Page.Labels("10-23 10:21", "kat", "panel", "type/bug"),
        Page.Closes("10-30 15:10", "kat", "panel"),

        Page.Opens("10-23 09:20", "wim-oosterhout", "slow", "Preview takes ten seconds", DemoText.Of(
            "bug.yml",
            ("area", "preview"),
            ("impact", "Something does not work, but I can go on"),
            ("what-happened", "Every save makes the preview wait ten seconds before it changes."))),
        Page.Edits("10-23 14:40", "wim-oosterhout", "slow", body: DemoText.Of(
            "bug.yml",
            ("area", "preview"),
            ("impact", "Something does not work, but I can go on"),
            ("version", "1.4.1"),
            ("host", "VS Code"),
            ("logs", "[info] render queued\n[info] render started after 9841 ms"),
            ("what-happened", "Every save makes the preview wait ten seconds before it changes."))),
        Page.Says("10-27 11:05", "lea", "slow", "9841 ms is our debounce for huge files; yours is not huge. Looking."),
    ];

    private static DemoAct[] HolidayWeekend =>
    [
        // Friday 16:00: an hour is left of Friday, the clocks change on Sunday, Monday is a holiday: Tuesday 12:00.
        Page.Opens("10-23 16:00", "milo-verne", "start", "Extension does not start behind our proxy", DemoText.Of(
            "bug.yml",
            ("area", "activation"),
            ("impact", "The extension does not start"),
            ("version", "1.4.1"),
            ("host", "VS Code"),
            ("logs", "[error] activation failed: getaddrinfo ENOTFOUND profiles.internal"),
            ("what-happened", "Since 1.4.1 it does not start in the office network. At home it does."))),
        Page.Says("10-27 10:40", "lea", "start",
            "1.4.1 asks for the profile before it reads the proxy settings. Setting `profiles.lazy` to true helps " +
                "until the fix is out."),
        Page.Closes("10-27 15:10", "kat", "start"),

        Page.Opens("10-26 11:10", "hana-brandt", "outline", "Show the inspector's outline as a tree", DemoText.Of(
            "feature.yml",
            ("area", "inspector"),
            ("situation", "A flat list of 200 fields is hard to read. A tree that folds would be enough."))),
        Page.Says("10-28 09:30", "jun", "outline",
            "Nice idea, and the data is there already. Leaving it open for votes."),
    ];

    private static DemoAct[] Facts =>
    [
        Page.Opens("10-27 09:05", "gus-delacroix", "settings", "Where are my settings stored?", DemoText.Of(
            "question.yml",
            ("question", "I want to copy them to a second machine. Is there a file, or is it only in the account?"))),
        Page.Says("10-27 13:20", "ivo", "settings",
            "In the workspace folder, `.ide/settings.json`. Copying the file is fine."),
        Page.Closes("10-27 15:42", "gus-delacroix", "settings"),

        Page.Opens("10-28 14:05", "bex-carrow", "squiggles", "Squiggles stay after the error is fixed", DemoText.Of(
            "bug.yml",
            ("area", "diagnostics"),
            ("impact", "Something does not work, but I can go on"),
            ("version", "1.4.0"),
            ("host", "Cursor"),
            ("what-happened", "Fix a misspelled column, save: the squiggle stays until I reload the window."))),
        Page.Says("10-28 18:30", "bex-carrow", "squiggles", """
            ### Logs

            ```
            [diagnostics] 1 problem in query.sql
            [diagnostics] skipped: version did not change
            ```
            """),
        Page.Says("10-29 10:10", "jun", "squiggles",
            "`version did not change` is the clue: we compare the wrong counter on save."),
        Page.Labels("10-29 10:12", "jun", "squiggles", "sev/s3"),
    ];

    private static DemoAct[] Night =>
    [
        // Three in the morning: an outage runs on the clock, not on office hours. What a stranger writes makes it s2 at
        // most; lea
        // is awake and says s1. 50 % is 03:30, 100 % 04:00, 150 % 04:30.
        Page.Opens("10-29 03:00", "yara-nassif", "crash", "Editor crashes on save and loses the file", DemoText.Of(
            "bug.yml",
            ("area", "diagnostics"),
            ("impact", "The editor crashes or loses my work"),
            ("version", "1.4.2-preview.3"),
            ("host", "VS Code"),
            ("logs", "[fatal] extension host terminated unexpectedly\n[info] 1 unsaved file"),
            ("what-happened", "Save twice quickly and the window is gone, with what was not saved. Three of us in " +
                "this office, since an hour."))),
        Page.Labels("10-29 03:03", "lea", "crash", "sev/s1"),
        Page.Says("10-29 04:50", "ivo", "crash",
            "Here now. The preview build is withdrawn; 1.4.1 does not have this. I will write up what happened."),
        Page.Closes("10-29 16:30", "ivo", "crash"),

        Page.Opens("10-29 16:45", "ivo", "withdraw", "Withdrawing a preview build needs two people and a wiki page", """
            Last night it took me 20 minutes to find out how a preview is withdrawn. The install script should know how.
            """),
        Page.Says("10-30 09:50", "kat", "withdraw", "I will turn my notes into a runbook and hang it on the command."),
    ];

    private static DemoAct[] Regression =>
    [
        Page.Opens("10-30 10:20", "okeke-dl", "lint", "Lint marks every line of generated files", DemoText.Of(
            "bug.yml",
            ("area", "diagnostics"),
            ("impact", "Something does not work, but I can go on"),
            ("version", "1.4.2"),
            ("host", "VS Code"),
            ("logs", "[diagnostics] 4120 problems in generated.sql"),
            ("what-happened", "Since 1.4.2 generated files are linted again. 1.4.1 left them alone."))),
        Page.Says("10-30 11:15", "ivo", "lint", "Right, the ignore list is read too late since 1.4.2."),
        Page.Labels("10-30 11:16", "ivo", "lint", "regression"),
        Page.Closes("11-04 14:00", "ivo", "lint"),
    ];

    private static DemoAct[] LastDays =>
    [
        Page.Opens("11-02 12:00", "s-takahara", "install", "Command not found after install", """
            I install from the file, the editor says it is active, and then: command not found for everything it offers.
            """),
        Page.Says("11-02 16:25", "jun", "install",
            "The file is the one for arm64, that is why nothing registers. We should say so instead of starting."),
        Page.Labels("11-02 16:26", "jun", "install", "type/bug"),

        Page.Opens("11-03 11:00", "yara-nassif", "suggest", "Completion offers columns of another table", """
            With two tables in the query the completion suggests columns of the first for the alias of the second.
            The suggestion list is right again after reopening the file.
            """),
        Page.Gives("11-03 13:30", "jun", "suggest", "lea"),
        Page.Says("11-03 13:31", "lea", "suggest", "I worked on aliases last month, so I take it."),
        Page.Labels("11-03 13:33", "lea", "suggest", "type/bug"),

        Page.Opens("11-03 17:10", "petra-lindqvist", "lost", "Lost an hour of work", DemoText.Of(
            "bug.yml",
            ("area", "assist"),
            ("impact", "The editor crashes or loses my work"),
            ("version", "1.4.2"),
            ("host", "Cursor"),
            ("logs", "[assist] applying edit to closed document"),
            ("what-happened", "Accepted a suggestion in a file that was already closed, and the editor's undo " +
                "history was gone."))),
        Page.Says("11-03 17:25", "jun", "lost", "This is as bad as it sounds, the undo history is really gone. On it."),
        Page.Labels("11-03 17:27", "jun", "lost", "sev/s1"),
        Page.Closes("11-04 11:40", "jun", "lost"),
    ];
}
