using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>What came of loading the facts of one event.</summary>
internal abstract record Loading
{
    private Loading()
    {
    }

    internal sealed record Ready(Facts Facts, RepoPolicy Policy, StoredFacts Stored) : Loading;

    /// <summary>There is nothing to decide.</summary>
    internal sealed record Nothing(string Reason) : Loading;

    /// <summary>GitHub could not be asked what had to be asked.</summary>
    internal sealed record Failed(GitHubFailure Failure) : Loading;
}

/// <summary>Loads everything a decision may know, so that no rule ever waits.</summary>
internal sealed class FactsLoader(
    Store store, GitHubAccess github, PolicyCache policies, RunbookCards runbooks, TimeProvider time)
{
    public async Task<Loading> LoadAsync(InboxRow row, CancellationToken ct)
    {
        var stored = await store.FactsAsync(row);
        var state = stored.Issue is { } issue ? IssueStateJson.Read(issue.State) : null;
        var installation = new InstallationId(row.InstallationId);
        var bot = await github.Client.GetBotAsync(installation, ct);
        if (!bot.IsOk) return new Loading.Failed(bot.Failure);
        if (ReadEvent(row, state, bot.Value) is not { } happened) return new Loading.Nothing(
            "nothing is known of the issue any more");
        var policy = await policies.GetAsync(installation, happened.Repo, ct);
        if (!policy.IsOk) return new Loading.Failed(policy.Failure);
        if (policy.Value.Policy is not { } inForce) return new Loading.Nothing(
            $"no policy is in force: {policy.Value.WhyNone}");
        var from = state is null && happened is IssueOpened { TransferredFrom: { } old }
            ? await store.IssueAtAsync(installation, old) : null;
        var cameFrom = from is null ? null : IssueStateJson.Read(from.State);
        var role = await RoleAsync(installation, happened, bot.Value, ct);
        if (role is { IsOk: false }) return new Loading.Failed(role.Value.Failure!);
        var known = RunbookCommands.AreIn(TextOf(happened))
            ? await runbooks.ReadAsync(installation, happened.Repo, inForce, ct) : (RunbookKnowledge?)null;
        if (!known.IsOk) return new Loading.Failed(known.Failure);
        var asked = await AskAsync(installation, happened, inForce, role?.Value, ct);
        if (!asked.IsOk) return new Loading.Failed(asked.Failure);
        var facts = new Facts
        {
            Runbooks = known.Value,
            Now = time.Now(),
            Event = happened,
            Issue = NewestOf(happened, stored.Newest),
            State = state,
            Bot = bot.Value,
            SenderRole = role?.Value,
            Ledgers = stored.Ledgers.ToImmutableDictionary(ledger => ledger.Key, ledger => ledger.Value.Ledger),
            OpenLoad = stored.OpenLoad,
            Absences = Sayings.Absences(stored.Sayings),
            Muted = Sayings.MutedAt(stored.Sayings, happened.OccurredAt),
            Unassignable = stored.Unassignable,
            PolicySince = policy.Value.Since,
            CountsBack = policy.Value.CountsBack,
            FormerHours = await FormerHoursAsync(state ?? cameFrom, inForce),
            CameFrom = cameFrom,
            InstalledAt = stored.Repository?.InstalledAt,
            OurComment = stored.Issue?.CommentId,
            Stop = stored.Stop,
            AwaitingApproval = stored.AwaitingApproval,
            IsNewcomer = asked.Value.IsNewcomer,
            HasOpenPull = asked.Value.HasOpenPull,
            Taken = await TakenAsync(happened, inForce),
            Upstream = await UpstreamAsync(happened),
        };
        return new Loading.Ready(facts, stored.Memory.In(inForce), stored);
    }

    private static string? TextOf(IssueEvent happened) => happened switch
    {
        CommentCreated made => made.Comment.Body,
        CommentEdited edited => edited.Comment.Body,
        _ => null,
    };

    private async Task<ImmutableDictionary<string, BusinessCalendar>> FormerHoursAsync(
        IssueState? state, RepoPolicy policy)
    {
        if (state is null) return ImmutableDictionary<string, BusinessCalendar>.Empty;
        var prints = Promises.FormerHours(state, policy).ToList();
        return prints.Count == 0 ? ImmutableDictionary<string, BusinessCalendar>.Empty : await store.HoursAsync(prints);
    }

    /// <summary>What only GitHub knows, asked only where a decision can depend on it.</summary>
    private async Task<Answer<(bool IsNewcomer, bool HasOpenPull)>> AskAsync(
        InstallationId installation, IssueEvent happened, RepoPolicy policy, RepoRole? role, CancellationToken ct)
    {
        var calls = github.Client.In(installation, happened.Repo);
        var number = happened.Issue.Number;
        if (happened is IssueOpened { TransferredFrom: null } && policy.Later.Newcomers?.Buddy is not null &&
            role is not null and < RepoRole.Triage)
        {
            var first = await calls.IsFirstOfAsync(number, happened.Issue.Author.Login, ct);
            return first.Select(isFirst => (isFirst, false));
        }

        if (happened is AlarmRang { Key: var key } && key == AlarmKey.TakingLook)
        {
            var pulls = await calls.ListPullsForAsync(number, ct);
            return pulls.Select(
                found => (false, found.Any(pull => pull.IsOpen && happened.Issue.Assignees.Contains(pull.Author))));
        }

        return (false, false);
    }

    /// <summary>How many issues of the repository the sender has taken, but for this one.</summary>
    private async Task<int> TakenAsync(IssueEvent happened, RepoPolicy policy) =>
        happened is CommentCreated or CommentEdited && policy.Later.Newcomers?.Take is not null
            ? await store.TakenAsync(happened.Repo.Id, happened.Sender.Login, happened.Issue.Id) : 0;

    /// <summary>
    /// What the last look at another project's issue came to, where that is what this event is about.
    /// </summary>
    private async Task<UpstreamNews?> UpstreamAsync(IssueEvent happened)
    {
        if (happened is not AlarmRang { Key: var key } || key != AlarmKey.UpstreamLook) return null;
        if (await store.UpstreamAsync(happened.Issue.Id) is not { News: { } news } row) return null;
        var isClosed = news == UpstreamRow.Closed;
        return new UpstreamNews(row.Repo, row.Number, isClosed, isClosed ? null : news);
    }

    /// <summary>Null: an event of our own about an issue that is not known (any more).</summary>
    private static IssueEvent? ReadEvent(InboxRow row, IssueState? state, BotIdentity bot)
    {
        if (row.Source is OwnEvent.Alarm or OwnEvent.Refusal) return state is null ? null : ReadOwn(row, state, bot);
        return EventParser.Parse(row.Event, new DeliveryId(row.DeliveryId), row.ReceivedAt, row.Json()) switch
        {
            ParsedDelivery.Parsed { Event: IssueEvent happened } => happened,
            var other =>
                throw new InvalidOperationException($"{row.DeliveryId} was an event of an issue and is now {other}"),
        };
    }

    private static IssueEvent ReadOwn(InboxRow row, IssueState state, BotIdentity bot)
    {
        var own = OwnEvent.FromJson(row.Json());
        var (delivery, installation) = (new DeliveryId(row.DeliveryId), new InstallationId(row.InstallationId));
        var us = new Actor(bot.UserId, bot.Login, IsBot: true);
        if (own.Source == OwnEvent.Refusal)
        {
            return new AssigneeRefused(new Login(own.Subject))
            {
                Delivery = delivery, Installation = installation, Sender = us, OccurredAt = own.OccurredAt,
                Repo = state.Repo, Issue = state.Seen,
            };
        }

        if (!AlarmKey.TryParse(own.Subject, out var key)) throw new InvalidOperationException(
            $"no such alarm: {own.Subject}");
        return new AlarmRang(key, own.OccurredAt)
        {
            Delivery = delivery, Installation = installation, Sender = us, OccurredAt = own.OccurredAt,
            Repo = state.Repo, Issue = state.Seen,
        };
    }

    /// <summary>What the sender may do is asked only where a decision can depend on it; null: not asked.</summary>
    private async Task<Answer<RepoRole>?> RoleAsync(
        InstallationId installation, IssueEvent happened, BotIdentity bot, CancellationToken ct)
    {
        var isNeeded = happened is IssueOpened or IssueEdited or CommentCreated or CommentEdited;
        if (!isNeeded || happened.Sender.IsBot || happened.Sender.Id == bot.UserId ||
            happened.Sender == Actor.Ghost) return null;
        var role = await github.Roles.GetAsync(installation, happened.Repo, happened.Sender.Login, ct);

        // Not allowed to ask: then nobody has rights by us. Who stops us does not wait for GitHub: leads stand in our
        // files.
        var isSteering = happened is CommentCreated { Comment.Body: var text } && CommandReader.IsSteering(text);
        return role.Failure is GitHubFailure.Refused || (isSteering && !role.IsOk) ? RepoRole.None : role;
    }

    /// <summary>
    /// Later events that already wait show a newer issue: labels of its form, quick edits. Of the same second none is
    /// known to be newer: then what the event is about counts as its own snapshot shows it.
    /// </summary>
    private static IssueSnapshot NewestOf(IssueEvent happened, InboxRow? waiting)
    {
        if (waiting is null || Instant.FromUnixTimeMilliseconds(waiting.ShownAtMs) < happened.Issue.UpdatedAt)
            return happened.Issue;
        if (SnapshotOf(waiting) is not { } shown || shown.UpdatedAt < happened.Issue.UpdatedAt) return happened.Issue;
        return shown.UpdatedAt == happened.Issue.UpdatedAt ? SameSecond.Of(shown, happened.Issue, happened) : shown;
    }

    private static IssueSnapshot? SnapshotOf(InboxRow row) =>
        EventParser.Parse(row.Event, new DeliveryId(row.DeliveryId), row.ReceivedAt, row.Json()) is
            ParsedDelivery.Parsed { Event: IssueEvent happened } ? happened.Issue : null;
}
