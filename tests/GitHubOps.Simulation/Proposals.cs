using System.Collections.Immutable;

namespace GitHubOps.Simulation;

/// <summary>Pull requests that change the operating model, and what must be said of them in the end.</summary>
internal sealed class Proposals(World world, People people)
{
    private const int PullsMax = 3;
    private const string Broken = "\nno_such_key: true\n";

    /// <summary>What each pull request proposes: its mode, and whether the text can be obeyed.</summary>
    private readonly Dictionary<SandboxPull, (string Mode, bool IsBroken)> proposed = [];

    public void Propose()
    {
        if (proposed.Count >= PullsMax) return;
        var (files, text) = Draw();
        var isFork = world.Dice.Chance(new Ratio(1, 3));
        var who = world.GitHub.As(world.Dice.Pick(isFork ? Town.Public : Town.Team));
        var pull = Now(isFork
            ? who.OpenForkPullAsync(Town.Repo, "Change the model", files, $"topic-{proposed.Count}")
            : who.OpenPullAsync(Town.Repo, "Change the model", files, $"topic-{proposed.Count}"));
        proposed[pull] = text;
    }

    public void PushMore() => OnPull(pull =>
    {
        var (files, text) = Draw();

        // What is pushed to a closed one is no part of it.
        if (!pull.IsOpen) return;
        Now(world.GitHub.As(pull.Author.Login).PushToPullAsync(pull, files));
        proposed[pull] = text;
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

    public void AskAgain() => OnPull(pull =>
    {
        var runs = RunsOf(pull).ToList();
        if (runs.Count > 0) Now(world.GitHub.As(Town.Owner).RerequestCheckAsync(Town.Repo, world.Dice.Pick(runs)));
    });

    /// <summary>What is said wrongly or not at all of a pull request that is open; null: all is said.</summary>
    public string? FindUnsaid() => proposed.Where(one => one.Key.IsOpen)
        .Select(one => (Pull: one.Key, Why: WhyUnsaid(one.Key, one.Value.IsBroken)))
        .Where(one => one.Why is not null).Select(one => $"{one.Pull} at {one.Pull.HeadSha}: {one.Why}").FirstOrDefault();

    private string? WhyUnsaid(SandboxPull pull, bool isBroken)
    {
        if (RunsOf(pull).FirstOrDefault(run => run.Name == CheckVerdict.Config) is not { } run) return "nothing is said of it";
        if (run.Status != "completed") return $"it is {run.Status}";
        return run.Conclusion == "failure" == isBroken ? null : $"{run.Conclusion}, and the file is {(isBroken ? "broken" : "well")}";
    }

    private IEnumerable<SandboxCheckRun> RunsOf(SandboxPull pull) =>
        pull.Repository.CheckRuns.Where(run => run.HeadSha == pull.HeadSha);

    private (Dictionary<string, string?> Files, (string Mode, bool IsBroken) Text) Draw()
    {
        var isBroken = world.Dice.Chance(new Ratio(1, 2));
        var words = $"words: [dashboard, chart, draft-{world.Dice.Below(1000)}]";
        var ops = people.InMode(Town.Ops).Replace("words: [dashboard, chart, tile, layout]", words, StringComparison.Ordinal);
        return (new() { [Town.OpsFile] = isBroken ? ops + Broken : ops }, (people.Mode, isBroken));
    }

    private void OnPull(Action<SandboxPull> act)
    {
        if (proposed.Count > 0) act(world.Dice.Pick([.. proposed.Keys]));
    }

    private static void Now(Task act) => act.GetAwaiter().GetResult();

    private static T Now<T>(Task<T> act) => act.GetAwaiter().GetResult();
}
