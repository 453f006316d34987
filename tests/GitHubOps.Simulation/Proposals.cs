using System.Collections.Immutable;

namespace GitHubOps.Simulation;

/// <summary>Pull requests that change the operating model, and what must be said of them in the end.</summary>
internal sealed class Proposals(World world, People people)
{
    private const int PullsMax = 3;
    private const string Broken = "\nno_such_key: true\n";
    private const string Covered = "publish/gallery.json";
    private const string RollBack = "docs/runbooks/roll-back-template.md";

    private static readonly ImmutableArray<string> Lines =
    [
        "/runbook verified roll-back-template.md", "/drill roll-back-template ok", "/drill roll-back-template failed",
        "/runbook wrong docs/runbooks/roll-back-template.md step 3", "/runbook wrong roll-back-template.md",
        "/runbook verified nothing.md",
        "/runbook waive roll-back-template.md until 2026-11-20 because we `replace` it @all", "/area dashboards",
    ];

    /// <summary>What each pull request proposes: its mode, and whether the text can be obeyed.</summary>
    private readonly Dictionary<SandboxPull, (string Mode, bool IsBroken)> proposed = [];

    /// <summary>Those that change what a runbook covers.</summary>
    private readonly HashSet<SandboxPull> covered = [];

    public void Propose()
    {
        if (proposed.Count >= PullsMax) return;
        var (files, text) = Draw();
        var isFork = world.Dice.Chance(new Ratio(1, 3));
        var who = world.GitHub.As(world.Dice.Pick(isFork ? Town.Public : Town.Team));
        var pull = Now(isFork
            ? who.OpenForkPullAsync(Town.Repo, "Change the model", files, $"topic-{proposed.Count}")
            : who.OpenPullAsync(Town.Repo, "Change the model", files, $"topic-{proposed.Count}"));
        Note(pull, files, text);
    }

    public void PushMore() => OnPull(pull =>
    {
        var (files, text) = Draw();

        // What is pushed to a closed one is no part of it.
        if (!pull.IsOpen) return;
        Now(world.GitHub.As(pull.Author.Login).PushToPullAsync(pull, files));
        Note(pull, files, text);
    });

    public void CloseOrReopen() => OnPull(pull =>
    {
        var who = world.GitHub.As(Town.Owner);
        Now(pull.IsOpen ? who.ClosePullAsync(pull) : who.ReopenPullAsync(pull));
    });

    public void Merge() => OnPull(pull =>
    {
        if (!pull.IsOpen) return;
        Now(world.GitHub.As(Town.Owner).MergePullAsync(pull));
        if (!proposed[pull].IsBroken) people.NoteMode(proposed[pull].Mode);
    });

    public void Speak() => OnPull(pull =>
        Now(world.GitHub.As(world.Dice.Pick(world.Dice.Chance(new Ratio(3, 4)) ? Town.Team : Town.Public))
            .CommentAsync(pull, world.Dice.Pick(Lines))));

    public void Approve() => OnPull(pull => Now(world.GitHub.As(world.Dice.Pick(Town.Team)).ReviewAsync(pull)));

    public void AskAgain() => OnPull(pull =>
    {
        var runs = RunsOf(pull).ToList();
        if (runs.Count > 0) Now(world.GitHub.As(Town.Owner).RerequestCheckAsync(Town.Repo, world.Dice.Pick(runs)));
    });

    /// <summary>What is said wrongly or not at all of a pull request that is open; null: all is said.</summary>
    public string? FindUnsaid() => proposed.Where(one => one.Key.IsOpen)
        .Select(one => (Pull: one.Key, Why: WhyUnsaid(one.Key, one.Value.IsBroken)))
        .Where(one => one.Why is not null).Select(one => $"{one.Pull} at {one.Pull.HeadSha}: {one.Why}")
        .FirstOrDefault();

    private string? WhyUnsaid(SandboxPull pull, bool isBroken)
    {
        if (RunsOf(pull).FirstOrDefault(run => run.Name == CheckVerdict.Config) is not { } run)
            return "nothing is said of it";
        if (run.Status != "completed") return $"it is {run.Status}";
        if (covered.Contains(pull) && WhyUncounted(pull) is { } why) return why;
        return run.Conclusion == "failure" == isBroken
            ? null : $"{run.Conclusion}, and the file is {(isBroken ? "broken" : "well")}";
    }

    /// <summary>Before this day the runbook is fresh: only what people say of it makes it wrong.</summary>
    private static readonly DateTimeOffset FreshUntil = new(2027, 2, 1, 0, 0, 0, TimeSpan.Zero);

    private string? WhyUncounted(SandboxPull pull)
    {
        if (RunsOf(pull).FirstOrDefault(run => run.Name == CheckVerdict.Runbooks) is not { Status: "completed" } run)
            return "nothing is said of the runbook that covers it";
        var said = Inline.Run(() => world.Service.Store.RunbookEvidenceAsync(new RepoId(pull.Repository.Id)))
            .Where(one => one.Path == RollBack).ToList();
        if (said.Any(one => one.Kind == EvidenceKind.Waived) || world.Time.GetUtcNow() >= FreshUntil) return null;
        var isWrong = said.LastOrDefault() is { Kind: EvidenceKind.Wrong };
        return run.Conclusion == "failure" == isWrong ? null
            : $"{run.Conclusion}, and of the runbook was said: {string.Join(", ", said.Select(one => one.Kind))}";
    }

    private IEnumerable<SandboxCheckRun> RunsOf(SandboxPull pull) =>
        pull.Repository.CheckRuns.Where(run => run.HeadSha == pull.HeadSha);

    private (Dictionary<string, string?> Files, (string Mode, bool IsBroken) Text) Draw()
    {
        var isBroken = world.Dice.Chance(new Ratio(1, 2));
        var words = $"words: [dashboard, chart, draft-{world.Dice.Below(1000)}]";
        var ops = people.InMode(Town.Ops).Replace("words: [dashboard, chart, tile, layout]", words,
            StringComparison.Ordinal);
        var files = new Dictionary<string, string?> { [Town.OpsFile] = isBroken ? ops + Broken : ops };
        if (world.Dice.Chance(new Ratio(1, 2))) files[Covered] = $"[{world.Dice.Below(1000)}]\n";
        return (files, (people.Mode, isBroken));
    }

    private void Note(SandboxPull pull, Dictionary<string, string?> files, (string Mode, bool IsBroken) text)
    {
        proposed[pull] = text;
        if (files.ContainsKey(Covered)) covered.Add(pull);
    }

    private void OnPull(Action<SandboxPull> act)
    {
        if (proposed.Count > 0) act(world.Dice.Pick([.. proposed.Keys]));
    }

    private static void Now(Task act) => act.GetAwaiter().GetResult();

    private static T Now<T>(Task<T> act) => act.GetAwaiter().GetResult();
}
