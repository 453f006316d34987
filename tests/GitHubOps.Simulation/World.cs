using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace GitHubOps.Simulation;

/// <summary>A decision as it was about to be stored, with everything it knew.</summary>
internal sealed record Decided(long InboxId, string Delivery, long Fence, long Issue, long Version, Facts Facts,
    RepoPolicy Policy);

/// <summary>
/// One GitHub, one service, one thread, one seed. Whatever happens here is drawn from the dice, so that the same seed
/// is the same world.
/// </summary>
internal sealed class World : IDisposable
{
    /// <summary>Monday 10:00 in Los Angeles: the office is open.</summary>
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 18, 0, 0, TimeSpan.Zero);

    private readonly Database database = Database.Make();
    private readonly List<IWorker> running = [];
    private readonly Dictionary<long, (int Commits, string? Json, IssueState? State)> states = [];
    private readonly Network network;
    private readonly Listener listener;
    private readonly Action<World>? meanwhile;

    /// <param name="meanwhile">What others do while an answer is waited for, or between two steps of a worker.</param>
    public World(ulong seed, Action<World>? meanwhile = null)
    {
        (Seed, this.meanwhile) = (seed, meanwhile);
        Dice = new Dice(seed);
        Swarm = Swarm.Draw(Dice);
        Time = new SimTime(Start);
        Clock = new ServiceClock(Time);
        Trace = new Trace(Time);
        Knowledge = new Knowledge(this);
        Post = new Post(this);
        Switches = new Switches(this);
        GitHub = GitHubSandbox.WithoutSocket(new SandboxOptions
        {
            Time = Time, PrivateKeyPem = Places.KeyPem, WebhookSecret = Service.Secret, OnRequest = Note,
            RemembersFor = Swarm.StaleRead.Of > 0 ? Network.LagMax : TimeSpan.Zero,
        });
        Town.Plant(GitHub.World);
        listener = new Listener(this);
        network = new Network(this, GitHub.MakeHandler(Wait));
        CrashPointExtensions.Watcher = Reach;
        Service = StartService();
        Ledger = new LedgerView(database);
        Trace.Note($"swarm: {Swarm}");
    }

    public ulong Seed { get; }
    public Dice Dice { get; }
    public Swarm Swarm { get; }
    public SimTime Time { get; }
    public ServiceClock Clock { get; }
    public Trace Trace { get; }
    public Knowledge Knowledge { get; }
    public Post Post { get; }
    public Switches Switches { get; }
    public GitHubSandbox GitHub { get; }
    public Service Service { get; private set; }
    public LedgerView Ledger { get; }
    public bool FaultsAreOn { get; set; }

    /// <summary>The process has died: nothing it does any more has an effect, until it is started again.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Another process uses the database.</summary>
    public bool IsLocked => database.IsLocked;

    /// <summary>Commits of the store so far: what invariants of the store need look at.</summary>
    public int Commits { get; private set; }

    public List<SandboxRequest> Requests { get; } = [];

    public List<Decided> Decided { get; } = [];

    /// <summary>What the channel has heard, by key: each time it came.</summary>
    public Dictionary<string, List<string>> Heard { get; } = [];

    /// <summary>Labels that people deleted or renamed: what we had put on is gone with them.</summary>
    public HashSet<string> ChangedLabels { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All that ever was on an issue here.</summary>
    public IEnumerable<string> LabelsEver => Issues.SelectMany(issue => issue.Timeline).Select(entry => entry.LabelName)
        .OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<SandboxIssue> Issues =>
        GitHub.World.Repositories.SelectMany(repository => repository.Issues.Values);

    /// <summary>True when it did something.</summary>
    public bool Run(IWorker worker)
    {
        running.Add(worker);
        var worked = true;
        try
        {
            worked = Inline.Run(() => worker.RunOnceAsync(CancellationToken.None));
        }
        catch (Exception error) when (error is StoreUnavailableException || (database.IsLocked && IsBusy(error)))
        {
            Trace.Note($"{worker.GetType().Name} stopped: {error.Message}");
        }
        finally
        {
            running.Remove(worker);
        }

        Revive();
        return worked;
    }

    public void Lock(DatabaseLock held)
    {
        if (held == database.Lock) return;
        database.Lock = held;
        Trace.Note(
            held == DatabaseLock.None ? "the database is free again"
                : $"another process has the database locked {held}");
    }

    public int Deliver(SandboxEvent happened)
    {
        var status = 0;
        try
        {
            status = Service.Deliver(happened);
        }
        catch (StoreUnavailableException) when (IsDead)
        {
            // The connection breaks; whether the answer was out before, the service tells.
            status = Service.LastStatus;
        }

        Revive();
        return status;
    }

    private static bool IsBusy(Exception error) =>
        error is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_BUSY };

    /// <summary>What the service knows of an issue; null when nothing.</summary>
    public IssueState? StateOf(SandboxIssue issue)
    {
        if (states.TryGetValue(issue.Id, out var kept) && kept.Commits == Commits) return kept.State;
        var json = Ledger.StateOf(issue.Id);
        var state = json is null ? null : json == kept.Json ? kept.State : IssueStateJson.Read(json);
        states[issue.Id] = (Commits, json, state);
        return state;
    }

    /// <summary>People have locked, moved or deleted it, or had switched us off.</summary>
    public bool IsClosedToUs(long issue) =>
        Switches.WasEverOff || Issues.FirstOrDefault(one => one.Id == issue) is not { } there ||
        there.Repository.FullName != Town.Repo || there.Timeline.Any(entry => entry.Kind == "locked");

    /// <summary>A worker that is not in the middle of something.</summary>
    public IWorker AnyIdleWorker() => Dice.Pick([.. Service.Workers.Where(worker => !running.Contains(worker))]);

    public void Dispose()
    {
        CrashPointExtensions.Watcher = null;
        Ledger.Dispose();
        Service.Dispose();
        GitHub.DisposeAsync().AsTask().GetAwaiter().GetResult();
        network.Dispose();
        database.Dispose();
    }

    private void Note(SandboxRequest request)
    {
        Requests.Add(request);
        Trace.Note(
            $"  {request.Method} {PathOf(request)} {request.Status}{(request.Fault is { } fault ? $" ({fault})" : "")}");
    }

    private static string PathOf(SandboxRequest request) => request.Fields.IsEmpty
        ? request.Path
        : string.Join('+', request.Fields.Select(field => field.Alias));

    private void Wait(TimeSpan time)
    {
        Time.Advance(time);
        Meanwhile();
    }

    /// <summary>Others only in the middle of one: two deep is enough to find what interleaving breaks.</summary>
    private void Meanwhile()
    {
        if (running.Count != 1 || !FaultsAreOn) return;
        Trace.Note($"  meanwhile ({running[0].GetType().Name} waits)");
        meanwhile?.Invoke(this);
        Trace.Note("  end of meanwhile");
        if (IsDead) throw Dead();
    }

    /// <summary>The service has come to a point between two of its steps.</summary>
    private void Reach(CrashPoint point)
    {
        if (IsDead) throw Dead();
        if (point == CrashPoint.AfterCommit) Commits++;
        if (!FaultsAreOn) return;
        if (Dice.Chance(Swarm.Crash))
        {
            Trace.Note($"  CRASH at {point}");
            IsDead = true;
            throw Dead();
        }

        if (point == CrashPoint.BeforeCommit && Dice.Chance(Swarm.CommitFails))
            throw new StoreUnavailableException("the disk is full for a moment");
        if (!IsBetween(point)) return;
        if (Dice.Chance(Swarm.WorkerDies)) throw new StoreUnavailableException($"the worker died at {point}");
        if (Dice.Chance(Swarm.Interleave)) Meanwhile();
    }

    /// <summary>Points at which a worker holds nothing that another one would wait for.</summary>
    private static bool IsBetween(CrashPoint point) => point is CrashPoint.AfterInboxClaim or CrashPoint.AfterDecide
        or CrashPoint.AfterDecisionCommit or CrashPoint.AfterAlarms or CrashPoint.AfterOutboxClaim
        or CrashPoint.AfterWrite
        or CrashPoint.AfterOutboxDone or CrashPoint.AfterMessageClaim or CrashPoint.AfterMessageSent;

    private static StoreUnavailableException Dead() => new("the process is dead");

    private void Revive()
    {
        if (!IsDead) return;
        if (running.Count > 0) throw Dead();
        Trace.Note("the service is started again");
        Service.Dispose();
        IsDead = false;
        Service = StartService();
    }

    /// <summary>
    /// A service may die while it starts, too, or find the database locked: somebody starts it again.
    /// </summary>
    private Service StartService()
    {
        while (true)
        {
            try
            {
                var service = Service.Start(database, GitHub.App.ClientId, Clock, network, listener, Dice);
                foreach (var worker in service.Workers.OfType<InboxWorker>()) worker.Witness = Witness;
                return service;
            }
            catch (Exception error) when (error is StoreUnavailableException or CannotStartException)
            {
                IsDead = false;
                Lock(DatabaseLock.None);
            }
        }
    }

    private void Witness(InboxRow row, Loading.Ready ready) => Decided.Add(new Decided(
        row.InboxId, row.DeliveryId, row.Fence, row.IssueId, ready.Stored.Issue?.Version ?? 0, ready.Facts,
        ready.Policy));
}
