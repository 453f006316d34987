using System.Collections.Immutable;

namespace GitHubOps.Simulation;

/// <summary>
/// What people do on GitHub, each drawn from the dice. What GitHub would not let them do does not happen.
/// </summary>
internal sealed class People
{
    private const int ActsMax = 30;
    private const int IssuesMax = 4;

    private static readonly ImmutableArray<string> Labels =
    [
        "area/quickstarts", "area/dashboards", "area/publishing", "area/pipeline", "sev/s1", "sev/s2", "sev/s3",
        "sev/s4",
        "type/bug", "type/feature", "waiting/reporter", "waiting/upstream", "waiting/triage", "bug", "no-bot",
        "partner/P-07",
        "good first issue", "good first issue",
    ];

    private static readonly ImmutableArray<string> Words =
    [
        "The weekly template is broken", "Publish fails", "The chart shows nothing", "A question about the gallery",
        "fixture and renderer", "It does not start", "@everyone look at this",
    ];

    private static readonly ImmutableArray<string> CommandLines =
    [
        "/area dashboards", "/area publishing", "/type bug", "/sev s2", "/sev s4 because it can wait",
        "/sev s1 because @all `see` it",
        "/accept", "/ask version, logs", "/info", "/assign", "/assign @dee", "/assign visitor", "/unassign", "/reroll",
        "/ack", "/why", "/help",
        "/quiet", "/undo", "/undo ben", "/handoff dee", "/handoff @kat", "/yes", "/yes", "/no", "/snooze 2w",
        "> /area pipeline", "/area pipeline\n/accept",
        "/snooze 3h because it can wait", "/snooze 2w because nobody is here", "/wake",
        "/workaround https://example.com/way?a=1",
        "/decide later because it waits", "/decide no",
        "/away 11-02..11-06", "/away 2026-11-03..04", "/back", "/mute", "/unmute", "/swap dee 2026-11-02..15",
        "/swap @ben 11-02..30 triage", "/yes",
        "/drill roll-back-template.md ok", "/runbook wrong roll-back-template.md @all `step` 3",
        "/close", "/close not-planned", "/reopen", "/verified", "/take", "/drop", "/answer connect-data",
        "/upstream acme/dashboard-factory#1", "/upstream acme/attic#1", "/same-as #1", "/take",
    ];

    private readonly World world;
    private readonly ImmutableArray<(int Weight, string Name, Action Act)> acts;
    private SandboxInstallation? installation;
    private int done;
    private readonly Proposals proposals;
    private int? rarely;
    private int? pulls;
    private int? commands;
    private int? stops;

    public People(World world)
    {
        this.world = world;
        proposals = new Proposals(world, this);
        acts =
        [
            (8, "opens by form", OpenByForm), (6, "opens blank", OpenBlank), (8, "labels", AddLabel),
            (8, "unlabels", RemoveLabel),
            (5, "assigns", Assign), (5, "unassigns", Unassign), (8, "comments", Comment), (5, "edits", Edit),
            (4, "closes", Close),
            (3, "reopens", Reopen), (Rarely, "locks", Lock), (1, "unlocks", Unlock), (Rarely, "transfers", Transfer),
            (Rarely, "deletes an issue", Delete), (2, "deletes our comment", DeleteOurComment),
            (Rarely, "deletes a label", DeleteLabel),
            (Rarely, "renames a label", RenameLabel),
            (2, "pushes a policy", PushPolicy), (Rarely * 2, "changes a roster", ChangeRoster),
            (Rarely * 2, "changes the mode", ChangeMode),
            (Rarely, "suspends or resumes", Suspend),
            (1, "changes a role", ChangeRole),
            (Commands * 12, "commands", Command), (Stops * 4, "stops writing or lets it go on", PressTheButton),
            (Pulls * 4, "proposes a change", proposals.Propose),
            (Pulls * 2, "pushes to a pull request", proposals.PushMore),
            (Pulls, "closes or reopens a pull request", proposals.CloseOrReopen),
            (Pulls, "merges a pull request", proposals.Merge),
            (Pulls, "asks for a check again", proposals.AskAgain), (Pulls * 6, "speaks of a runbook", proposals.Speak),
            (Pulls, "approves a pull request", proposals.Approve),
        ];
    }

    /// <summary>What ends a story early happens in one world of four only.</summary>
    private int Rarely => rarely ??= Dice.Chance(new Ratio(1, 4)) ? 1 : 0;

    /// <summary>In one world of three people say in comments what they want.</summary>
    private int Commands => commands ??= Dice.Chance(new Ratio(1, 3)) ? 1 : 0;

    /// <summary>In one world of four a lead uses the stop button.</summary>
    private int Stops => stops ??= Dice.Chance(new Ratio(1, 4)) ? 1 : 0;

    /// <summary>In one world of three people change the operating model by pull requests.</summary>
    private int Pulls => pulls ??= Dice.Chance(new Ratio(1, 3)) ? 1 : 0;

    private Dice Dice => world.Dice;

    private SandboxHand Member => world.GitHub.As(Dice.Pick(Town.Team));

    private SandboxHand Owner => world.GitHub.As(Town.Owner);

    /// <summary>What the repository's file says, as far as it can be obeyed.</summary>
    public string Mode { get; private set; } = "live";

    public void InstallTheApp() => installation = Now(Owner.InstallAppAsync(Town.Organization));

    /// <summary>One act of somebody; false when everybody has gone home.</summary>
    public bool ActOnce()
    {
        if (done >= ActsMax) return false;
        done++;
        var act = acts[Dice.Weighted([.. acts.Select(one => one.Weight)])];
        Try(act.Name, act.Act);
        return true;
    }

    /// <summary>Whatever people had switched off is on again, so that the service can show what it knows.</summary>
    public void PutRight()
    {
        if (installation is { SuspendedAt: not null }) Now(Owner.SuspendAppAsync(installation, suspended: false));
        if (Mode == "live") return;
        Mode = "live";
        Push(Town.Ops);
    }

    /// <summary>
    /// Whoever runs the service ends what a lead forgot to end or to approve. False: nothing was held.
    /// </summary>
    public bool EndStops()
    {
        var stopped = world.Ledger.Query<long>("SELECT repo_id FROM stops");
        foreach (var repo in stopped)
            Inline.Run(() => world.Service.Store.LetWriteAsync(repo == 0 ? null : new RepoId(repo)));
        var asked = world.Ledger.Query<long>("SELECT DISTINCT repo_id FROM outbox WHERE state = 'ready' AND held >= 2");
        foreach (var repo in asked) Inline.Run(() => world.Service.Store.ApproveAsync(new RepoId(repo)));
        return stopped.Count + asked.Count > 0;
    }

    private void Try(string name, Action act)
    {
        try
        {
            world.Trace.Note($"somebody {name}");
            act();
        }
        catch (SandboxRefusedException refused)
        {
            world.Trace.Note($"  GitHub: {refused.Message}");
        }
    }

    private void OpenByForm()
    {
        if (IsFull) return;
        var answers = new Dictionary<string, string>
        {
            ["area"] = Dice.Pick<string>(["quickstarts", "dashboards", "publishing", "pipeline", "I don't know"]),
            ["template"] = "examples/dashboards/revenue-weekly",
            ["impact"] = Dice.Pick<string>(
                ["Published numbers are wrong", "Template does not load", "A wish or a detail"]),
            ["what-happened"] = "It stays empty.",
        };
        if (Dice.Chance(new Ratio(1, 2))) answers["version"] = "2026.22";
        Now(Anybody.OpenFormAsync(Town.Repo, "template-bug.yml", Dice.Pick(Words), answers));
    }

    private void OpenBlank()
    {
        if (!IsFull) Now(Anybody.OpenIssueAsync(Town.Repo, Dice.Pick(Words), Dice.Pick(Words)));
    }

    private void AddLabel() => OnIssue(issue => Now(Member.AddLabelAsync(issue, Dice.Pick(Labels))));

    private void RemoveLabel() => OnIssue(issue =>
    {
        if (issue.Labels.Length > 0) Now(Member.RemoveLabelAsync(issue, Dice.Pick(issue.Labels).Name));
    });

    private void Assign() => OnIssue(issue => Now(Member.AssignAsync(issue, Dice.Pick(Town.Team))));

    private void Unassign() => OnIssue(issue =>
    {
        if (issue.Assignees.Length > 0) Now(Member.UnassignAsync(issue, Dice.Pick(issue.Assignees).Login));
    });

    private void Comment() => OnIssue(issue => Now(Anybody.CommentAsync(issue, Dice.Pick(Words))));

    private void Command() => OnIssue(issue => Now(Anybody.CommentAsync(issue, Dice.Pick(CommandLines))));

    private void PressTheButton() =>
        OnIssue(issue => Now(Owner.CommentAsync(issue, Dice.Pick<string>(["/ops pause", "/ops resume"]))));

    private void Edit() =>
        OnIssue(issue => Now(Member.EditIssueAsync(issue, Dice.Pick(Words), Dice.Pick<string?>([null, .. Words]))));

    private void Close() =>
        OnIssue(issue => Now(Member.CloseAsync(issue, Dice.Pick<string>(["completed", "not_planned"]))));

    private void Reopen() => OnIssue(issue => Now(Member.ReopenAsync(issue)));

    private void Lock() => OnIssue(issue => Now(Member.LockAsync(issue)));

    private void Unlock() => OnIssue(issue => Now(Member.UnlockAsync(issue)));

    private void Transfer() => OnIssue(issue => Now(Member.TransferAsync(issue, "acme/attic")));

    private void Delete() => OnIssue(issue => Now(Owner.DeleteIssueAsync(issue)));

    private void DeleteOurComment() => OnIssue(issue =>
    {
        var ours = issue.Comments.FirstOrDefault(comment => comment.Author == world.GitHub.App.Bot);
        if (ours is not null) Now(Member.DeleteCommentAsync(ours));
    });

    private void DeleteLabel()
    {
        var label = Dice.Pick(Labels);
        Now(Owner.DeleteLabelAsync(Town.Repo, label));
        world.ChangedLabels.Add(label);
    }

    private void RenameLabel()
    {
        var label = Dice.Pick(Labels);
        Now(Owner.EditLabelAsync(Town.Repo, label, label + "-old"));
        world.ChangedLabels.Add(label);
        world.ChangedLabels.Add(label + "-old");
    }

    /// <summary>
    /// Somebody on it holds steps back, some steps have hours in another zone, and the last one comes again.
    /// </summary>
    private const string Escalation =
        "\nescalate: { ack: { s1: 20m, default: 2bh }, hours: { assign: vienna, remind: theirs }, repeat: { every: " +
            "25%, times: 2 } }\n";

    private void PushPolicy() => Push(Dice.Below(7) switch
    {
        5 => Town.Ops.Replace("respond: { s3: 1bd }", "respond: { s3: 2bd }", StringComparison.Ordinal) +
            "\nmanners: { bulk_stop: 1, writes_per_hour: 12 }\n",
        0 => Town.Ops.Replace("words: [dashboard, chart, tile, layout]", "words: [dashboard, chart, gallery]",
            StringComparison.Ordinal),
        1 => Town.Ops + "\nno_such_key: true\n",
        2 => Town.Ops + Escalation,
        3 => Town.Ops.Replace("calendar: west", "calendar: vienna", StringComparison.Ordinal),
        4 => Town.Ops.Replace("respond: { s3: 1bd }", "respond: { s2: 6bh, s3: 30m }", StringComparison.Ordinal)
            + Escalation,
        _ => Town.Ops,
    });

    private void ChangeRoster()
    {
        var left = Town.Team.ToList();
        var roster = new List<string>();
        for (var i = Dice.Between(2, 4); i > 0; i--)
        {
            roster.Add(Dice.Pick(left.ToImmutableArray()));
            left.Remove(roster[^1]);
        }

        Now(Owner.PushFileAsync(Town.Repo, "OWNERS_ALIASES",
            $"aliases:\n  factory-team: [{string.Join(", ", roster)}]\n"));
    }

    private void ChangeMode()
    {
        Mode = Mode == "live" ? Dice.Pick<string>(["paused", "dry-run"]) : "live";
        Push(Town.Ops);
    }

    private void Suspend()
    {
        if (installation is not { } here) return;
        Now(Owner.SuspendAppAsync(here, suspended: here.SuspendedAt is null));
        world.Switches.WasEverOff = true;
    }

    private void ChangeRole() => Now(Owner.SetRoleAsync(
        Town.Repo, Dice.Pick(Town.Team), Dice.Pick<RepositoryRole>([RepositoryRole.Read, RepositoryRole.Write])));

    private void Push(string ops)
    {
        Now(Owner.PushFileAsync(Town.Repo, Town.OpsFile, InMode(ops)));
        if (!ops.Contains("no_such_key", StringComparison.Ordinal)) NoteMode(Mode);
    }

    public string InMode(string ops) => ops.Replace("mode: live", "mode: " + Mode, StringComparison.Ordinal);

    /// <summary>The last push brought a file with this mode.</summary>
    public void NoteMode(string pushed)
    {
        Mode = pushed;
        world.Switches.NotePush(pushed);
    }

    /// <summary>Everything that people propose has been judged, and rightly.</summary>
    /// <exception cref="WorldBrokenException">It has not.</exception>
    public void LookAtProposals()
    {
        if (!world.Switches.WasEverOff && proposals.FindUnsaid() is { } found)
            throw new WorldBrokenException(world.Seed, world.Trace, "What is proposed is judged", found);
    }

    private SandboxHand Anybody => Dice.Chance(new Ratio(1, 2)) ? Member : world.GitHub.As(Dice.Pick(Town.Public));

    private bool IsFull => world.GitHub.World.Repository(Town.Repo).Issues.Count >= IssuesMax;

    private void OnIssue(Action<SandboxIssue> act)
    {
        var there = world.GitHub.World.Repository(Town.Repo).Issues.Values.ToList();
        if (there.Count > 0) act(Dice.Pick(there));
    }

    private static void Now(Task act) => act.GetAwaiter().GetResult();

    private static T Now<T>(Task<T> act) => act.GetAwaiter().GetResult();
}
