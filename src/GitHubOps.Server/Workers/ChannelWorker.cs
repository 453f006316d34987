using System.Security.Cryptography;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// Speaks by the channels of the settings: one message at a time, as often as it takes for a day, each with the key by
/// which who has heard it knows it again. What nobody has an address for is shown, never dropped.
/// </summary>
internal sealed partial class ChannelWorker(
    Store store, Channels channels, PolicyCache policies, GitHubSettings github, TimeProvider time,
    ILogger<ChannelWorker> logger) : IWorker
{
    private static readonly Duration TriedFor = Duration.FromDays(1);

    /// <summary>From 0 to 1: what keeps those that failed together from coming back together.</summary>
    internal Func<double> Jitter { get; init; } = () => RandomNumberGenerator.GetInt32(1000) / 1000d;

    public Work Does => Work.Messages;

    public Work LeadsTo => Work.Messages;

    public Task<Instant?> NextDueAsync() => store.NextMessageDueAsync();

    public async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        if (await store.ClaimMessageAsync(time.Now(), Lease.Event) is not { } row) return false;
        CrashPoint.Hit(CrashPoint.AfterMessageClaim);
        try
        {
            await SendAsync(row, ct);
        }
        catch (OperationCanceledException)
        {
            await store.RetryMessageAsync(row, time.Now(), "the service was stopped", burnsAttempt: false);
            throw;
        }
        catch (Exception error) when (error is not StoreUnavailableException)
        {
            Log.Failed(logger, row.MessageId, error);
            await store.FinishMessageAsync(row, "dead", error.ToString(), time.Now());
        }

        return true;
    }

    private async Task SendAsync(MessageRow row, CancellationToken ct)
    {
        var tell = (Effect.Tell)EffectJson.Read(row.Tell)[0];
        if (await store.IssueAsync(new IssueId(row.IssueId)) is not { } issue)
        {
            await store.FinishMessageAsync(row, "cancelled", "nothing is known of the issue any more", time.Now());
            return;
        }

        // As it is now: somebody may have answered, or switched us off. A page does not wait for GitHub to answer.
        var state = IssueStateJson.Read(issue.State);
        var known = await policies.GetAsync(new InstallationId(row.InstallationId), state.Repo, ct);
        var policy = known.IsOk ? known.Value.Policy : null;
        if (known.IsOk && policy?.Mode != Mode.Live)
        {
            var why = known.Value.WhyNone ?? $"the repository's mode is {policy!.Mode}";
            await store.FinishMessageAsync(row, "would", why, time.Now());
        }
        else if (policy is not null && !StillWanted.Of(tell, state, policy))
        {
            await store.FinishMessageAsync(row, "cancelled", "the promise stands still or is over", time.Now());
        }
        else
        {
            var page = new Uri(github.SiteUrl, $"{state.Repo.Name}/issues/{state.Seen.Number}");
            var message = new ChannelMessage(row.MessageKey, tell, state.Repo.Name, state.Seen.Number, page);
            var answer = await channels.SendAsync(message, ct);
            CrashPoint.Hit(CrashPoint.AfterMessageSent);
            await SettleAsync(row, answer);
        }
    }

    private async Task SettleAsync(MessageRow row, ChannelAnswer answer)
    {
        var now = time.Now();
        switch (answer)
        {
            case ChannelAnswer.Taken:
                await store.FinishMessageAsync(row, "done", reason: null, now);
                break;
            case ChannelAnswer.NoAddress none:
                Log.Undelivered(logger, row.MessageId, none.Why);
                await store.FinishMessageAsync(row, Store.Undelivered, none.Why, now);
                break;
            case ChannelAnswer.Later later when now - Instant.FromUnixTimeMilliseconds(row.CreatedAtMs) < TriedFor:
                var wait = RetryPolicy.GitHub.Delay(row.Attempts, Jitter());
                Log.SetBack(logger, row.MessageId, row.Attempts, later.Why);
                await store.RetryMessageAsync(
                    row, now + Duration.Max(wait, later.Wait ?? Duration.Zero), later.Why, burnsAttempt: true);
                break;
            case ChannelAnswer.Later later:
                Log.Undelivered(logger, row.MessageId, later.Why);
                await store.FinishMessageAsync(row, "dead", $"{later.Why}; it was tried for a day", now);
                break;
            case ChannelAnswer.Refused refused:
                Log.Undelivered(logger, row.MessageId, refused.Why);
                await store.FinishMessageAsync(row, "dead", refused.Why, now);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "message {Message} is a dead letter: sending it failed")]
        public static partial void Failed(ILogger logger, long message, Exception error);

        [LoggerMessage(Level = LogLevel.Error, Message = "message {Message} was not delivered: {Why}")]
        public static partial void Undelivered(ILogger logger, long message, string why);

        [LoggerMessage(Level = LogLevel.Warning,
            Message = "message {Message} was not taken at attempt {Attempt}: {Why}")]
        public static partial void SetBack(ILogger logger, long message, int attempt, string why);
    }
}
