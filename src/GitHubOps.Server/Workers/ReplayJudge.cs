using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>Tries a change on what happened: what would have gone otherwise, had it been in force.</summary>
internal sealed class ReplayJudge(Store store, GitHubAccess github, ServiceSettings settings, TimeProvider time)
{
    /// <summary>More would take longer than somebody waits for a check.</summary>
    private const int EventsMax = 20_000;

    /// <summary>Null: the files cannot be obeyed, so there is nothing to try.</summary>
    public async Task<Answer<ReplayComparison?>> TryAsync(
        InstallationId installation, Proposals proposals, CancellationToken ct)
    {
        var trials = proposals.All.Select(proposal => new Trial(
            proposal.Id, proposal.Before is null ? null : ReplayPolicy.Read(proposal.Before).Policy,
            ReplayPolicy.Read(proposal.After).Policy)).ToList();
        if (trials.Exists(trial => trial.After is null)) return (ReplayComparison?)null;
        var bot = await github.Client.GetBotAsync(installation, ct);
        if (!bot.IsOk) return bot.Failure;
        var history = await HistoryAsync(trials, bot.Value);
        ReplayPolicy[] after = [.. trials.Select(trial => trial.After!)];
        ReplayPolicy[] before = [.. trials.Select(trial => trial.Before).OfType<ReplayPolicy>()];
        return ReplayComparison.Of(history, before, after);
    }

    private async Task<ReplayHistory> HistoryAsync(List<Trial> trials, BotIdentity bot)
    {
        var now = time.Now();
        var repositories = trials.Select(trial => trial.Id).ToList();
        return new ReplayHistory
        {
            Events = await store.HistoryAsync(repositories, now - settings.KeepHistory, EventsMax),
            Bot = bot,
            End = now,
            Writers = ReplayHistory.WritersOf(
                trials.SelectMany(trial => new[] { trial.Before, trial.After }).OfType<ReplayPolicy>()
                    .Select(policy => policy.Policy)),
            Unassignable = await store.UnassignableAsync(repositories),
            Settle = settings.Settle,
        };
    }

    private sealed record Trial(RepoId Id, ReplayPolicy? Before, ReplayPolicy? After);
}
