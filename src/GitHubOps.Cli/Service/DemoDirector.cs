using System.Collections.Immutable;
using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary>What the director must know of the service to move the clock.</summary>
/// <param name="IsBusy">Something could be done now and is not done yet.</param>
/// <param name="NextDue">When there is work again by the passing of time alone.</param>
/// <param name="Detail">Changes whenever there is progress.</param>
internal sealed record ServiceGlance(bool IsBusy, Instant? NextDue, string Detail)
{
    public static ServiceGlance Quiet { get; } = new(false, null, "");
}

/// <summary>
/// Plays the script: lets people act at their moments, and moves the clock only when sandbox and service are quiet, to
/// the next act or to the service's next due moment, whichever comes first. So the outcome is the same each time.
/// </summary>
internal sealed class DemoDirector(
    GitHubSandbox sandbox,
    ExampleRepositories repositories,
    DemoTime time,
    Func<CancellationToken, Task<ServiceGlance>> glance,
    Action wake,
    Func<DemoChange, Task> tell)
{
    /// <summary>In real time: without progress for so long, the service waits for the clock.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(25);

    /// <summary>In real time: so long may a piece of work take before the clock is moved a little under it.</summary>
    private static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(10);

    /// <summary>Under running work the clock moves by no more: its time-outs are longer.</summary>
    private static readonly TimeSpan PaceMax = TimeSpan.FromSeconds(2);

    /// <summary>The service looks around at least that often.</summary>
    private static readonly TimeSpan PollMax = TimeSpan.FromSeconds(31);

    /// <summary>In real time: looking more often would only take the machine from those who work.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(6);

    private static readonly TimeSpan SmallStep = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan StuckMax = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, SandboxIssue> issues = new(StringComparer.Ordinal);
    private readonly Dictionary<long, DemoIssue> seen = [];

    /// <summary>What an issue's page looked like when it was last read: most do not change between two acts.</summary>
    private readonly Dictionary<long, (int Moments, string? Comment)> shown = [];

    private readonly DemoPulls pulls = new(sandbox);

    /// <summary>Heads of the script's pull requests, as they look now.</summary>
    public ImmutableArray<DemoHead> Heads => pulls.Heads;

    /// <summary>What people of the script could not do, because GitHub does not look as it should by then.</summary>
    public ImmutableArray<string> Refusals { get; private set; } = [];

    public async Task PlayAsync(DemoScript script, CancellationToken cancellation)
    {
        foreach (var act in script.Acts)
        {
            await PassUntilAsync(act.At, cancellation);
            try
            {
                await PlayAsync(act, cancellation);
                await tell(new DemoChange(act.At, Told(act), null));
            }
            catch (SandboxRefusedException refused)
            {
                Refusals = Refusals.Add($"{act.Who} could not act on \"{act.Issue}\": {refused.Message}");
            }

            await SettleAsync(cancellation);
        }

        await PassUntilAsync(script.End, cancellation);
        await SettleAsync(cancellation);
    }

    /// <summary>Waits until nothing is under way any more.</summary>
    /// <param name="until">What GitHub must show besides; null: nothing.</param>
    /// <exception cref="SurroundingsException">Nothing moves, neither by waiting nor by passing time.</exception>
    public async Task<ServiceGlance> SettleAsync(CancellationToken cancellation, Func<bool>? until = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        var (since, last) = (began, "");
        while (true)
        {
            await sandbox.WhenDeliveredAsync().WaitAsync(cancellation);
            var now = await glance(cancellation);
            if (!now.IsBusy && until?.Invoke() != false)
            {
                await ReportAsync();
                return now;
            }

            if (now.Detail != last) (since, last) = (TimeProvider.System.GetTimestamp(), now.Detail);
            else if (TimeProvider.System.GetElapsedTime(since) is var waited && waited > Patience && Step(waited))
            {
                since = TimeProvider.System.GetTimestamp();
            }

            if (TimeProvider.System.GetElapsedTime(began) > StuckMax)
                throw new SurroundingsException($"the service does not come to rest: {now.Detail}");
            await Task.Delay(Look, cancellation);
        }
    }

    private async Task PassUntilAsync(Instant then, CancellationToken cancellation)
    {
        while (true)
        {
            var quiet = await SettleAsync(cancellation);
            var next = quiet.NextDue is { } due && due < then ? due : then;
            Move(next.ToDateTimeOffset());
            if (next == then) return;
        }
    }

    /// <summary>To the next timer, but never far: a timer may be a time-out of what is under way.</summary>
    private bool Step(TimeSpan waited)
    {
        var now = time.GetUtcNow();
        var far = now + (waited > LongPatience ? PollMax : PaceMax);
        if (time.NextRing is { } ring && ring <= far) Move(ring);
        else if (waited > LongPatience) Move(now + SmallStep);
        else return false;
        return true;
    }

    private void Move(DateTimeOffset then)
    {
        time.AdvanceTo(then);
        wake();
    }

    private async Task PlayAsync(DemoAct act, CancellationToken cancellation)
    {
        var hand = sandbox.As(act.Who);
        if (act.Deed is DemoDeed.Open open)
        {
            issues.Add(act.Issue, open.Body is DemoText.Form form
                ? await hand.OpenFormAsync(
                    open.Repository, form.File, open.Title, form.Answers.ToDictionary(a => a.Field, a => a.Answer))
                : await hand.OpenIssueAsync(
                    open.Repository, open.Title, repositories.BodyOf(open.Repository, open.Body)));
            return;
        }

        if (act.Deed is DemoDeed.Propose propose) await pulls.OpenAsync(act, propose);
        else if (act.Deed is DemoDeed.Amend amend) await pulls.AmendAsync(act, amend);
        else await PlayAsync(act, issues[act.Issue], hand, cancellation);
    }

    private async Task PlayAsync(DemoAct act, SandboxIssue issue, SandboxHand hand, CancellationToken cancellation) =>
        await (act.Deed switch
        {
            DemoDeed.Comment comment => hand.CommentAsync(issue, comment.Text),
            DemoDeed.Edit { Body: { } body } edit =>
                hand.EditIssueAsync(issue, edit.Title, repositories.BodyOf(issue.Repository.FullName, body)),
            DemoDeed.Edit edit => hand.EditIssueAsync(issue, edit.Title),
            DemoDeed.Label label => LabelAsync(hand, issue, label.Name, cancellation),
            DemoDeed.Assign assign => AssignAsync(hand, issue, assign.Login, cancellation),
            DemoDeed.Close close => hand.CloseAsync(issue, close.Reason),
            DemoDeed.Reopen => hand.ReopenAsync(issue),
            _ => throw new InvalidOperationException($"nobody can do {act.Deed}"),
        });

    private async Task LabelAsync(SandboxHand hand, SandboxIssue issue, string label, CancellationToken cancellation)
    {
        var family = label[..(label.IndexOf('/', StringComparison.Ordinal) + 1)];
        var others = family.Length == 0
            ? []
            : issue.LabelNames.Where(l => l.StartsWith(family, StringComparison.Ordinal) && l != label).ToArray();
        if (others.Length > 0) await hand.RemoveLabelAsync(issue, others);

        // GitHub tells of the two by themselves; settling between them makes that the same each time.
        if (others.Length > 0) await SettleAsync(cancellation);
        await hand.AddLabelAsync(issue, label);
    }

    private async Task AssignAsync(SandboxHand hand, SandboxIssue issue, string login, CancellationToken cancellation)
    {
        var others = issue.AssigneeLogins.Where(a => a != login).ToArray();
        await hand.AssignAsync(issue, login);
        if (others.Length == 0) return;
        await SettleAsync(cancellation);
        await hand.UnassignAsync(issue, [.. others.Intersect(issue.AssigneeLogins)]);
    }

    private string Told(DemoAct act)
    {
        if (act.Deed is DemoDeed.Propose or DemoDeed.Amend) return act.Who + act.Deed switch
        {
            DemoDeed.Propose propose => $" opened pull request {pulls.NameOf(act.Issue)}: {propose.Title}",
            _ => $" pushed to {pulls.NameOf(act.Issue)}",
        };
        var issue = issues[act.Issue];
        var name = $"{issue.Repository.Name}#{issue.Number}";
        return act.Who + act.Deed switch
        {
            DemoDeed.Open open => $" opened {name}: {open.Title}",
            DemoDeed.Comment => $" answered on {name}",
            DemoDeed.Edit => $" edited {name}",
            DemoDeed.Label label => $" put {label.Name} on {name}",
            DemoDeed.Assign assign => $" gave {name} to {assign.Login}",
            DemoDeed.Close close => $" closed {name} as {close.Reason.Replace('_', ' ')}",
            _ => $" reopened {name}",
        };
    }

    /// <summary>Tells of every issue that looks different on GitHub than before, and of check runs.</summary>
    private async Task ReportAsync()
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        foreach (var issue in sandbox.World.Repositories.SelectMany(r => r.Issues.Values))
        {
            var before = seen.GetValueOrDefault(issue.Id);
            var looks = (issue.Timeline.Length, issue.Comments.FirstOrDefault(c => c.ViaApp)?.Body);
            if (before is not null && looks == shown.GetValueOrDefault(issue.Id)) continue;
            shown[issue.Id] = looks;
            var after = DemoIssue.Of(sandbox, issue);
            seen[issue.Id] = after;
            foreach (var text in DemoChange.Between(before, after, repositories.Policies))
                await tell(new DemoChange(now, text, after));
        }

        foreach (var text in pulls.News()) await tell(new DemoChange(now, text, null));
    }
}
