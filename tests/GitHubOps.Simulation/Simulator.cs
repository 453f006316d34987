using System.Collections.Immutable;

namespace GitHubOps.Simulation;

/// <summary>
/// Runs one world: first everything goes wrong that may (safety: the invariants hold at every step), then all is well
/// (liveness: it becomes quiet), and then GitHub must show what was decided.
/// </summary>
internal sealed class Simulator : IDisposable
{
    private const int StepsMax = 500;
    private const int IdleMax = 60;
    private const int QuietStepsMax = 4000;
    private const int LooksPerHistory = 10;
    private const int LockedMax = 12;

    private static readonly TimeSpan AheadMax = TimeSpan.FromHours(2);

    private readonly World world;
    private readonly People people;
    private readonly WorldInvariants invariants = new();
    private int idle;
    private int lines;
    private int commits;
    private int looks;
    private int locked;

    private Simulator(ulong seed)
    {
        world = new World(seed, _ => Interleave());
        people = new People(world);
    }

    /// <summary>The hash of the whole world; the same for the same seed.</summary>
    /// <exception cref="WorldBrokenException">An invariant does not hold, or the world never becomes quiet.</exception>
    public static ulong Run(ulong seed, Action<string>? tell = null)
    {
        using var simulator = new Simulator(seed);
        try
        {
            return simulator.Run();
        }
        catch (Exception error) when (error is not WorldBrokenException)
        {
            throw new WorldBrokenException(seed, simulator.world.Trace, "Nothing throws", error.ToString());
        }
        finally
        {
            tell?.Invoke(string.Join('\n', simulator.world.Trace.Lines));
        }
    }

    public void Dispose() => world.Dispose();

    private ulong Run()
    {
        people.InstallTheApp();
        world.FaultsAreOn = world.Dice.Chance(new Ratio(1, 3));
        if (!world.FaultsAreOn) BecomeQuiet();
        world.FaultsAreOn = true;
        for (var step = 0; step < StepsMax && idle < IdleMax; step++) Step();
        MakeWell();
        BecomeQuiet();
        Check(invariants.OfHistory);
        Oracle.Compare(world);
        people.LookAtProposals();
        return world.Trace.Hash;
    }

    private void Step()
    {
        world.Trace.Step++;
        world.Time.Advance(TimeSpan.FromMilliseconds(world.Dice.Between(1, 40)));
        LockAndUnlock();
        idle = Act() ? 0 : idle + 1;
        Look();
    }

    private bool Act() => world.Dice.Weighted([28, 44, 10, 18]) switch
    {
        0 => world.Post.DeliverOne(),
        1 => RunSome(),
        2 => people.ActOnce(),
        _ => LetTimePass(),
    };

    /// <summary>Another process uses the database for some steps.</summary>
    private void LockAndUnlock()
    {
        if (locked > 0 && --locked == 0) world.Lock(DatabaseLock.None);
        if (locked > 0 || !world.Dice.Chance(world.Swarm.DatabaseLocked)) return;
        locked = world.Dice.Between(1, LockedMax);
        world.Lock(world.Dice.Pick<DatabaseLock>([DatabaseLock.ForWriters, DatabaseLock.ForAll]));
    }

    /// <summary>
    /// True when something came of it; whoever only asks GitHub every few minutes what is new never rests.
    /// </summary>
    private bool RunSome()
    {
        var worker = world.AnyIdleWorker();
        return world.Run(worker) && worker is InboxWorker or OutboxWorker or AlarmWorker or CheckWorker;
    }

    /// <summary>What others do while one worker is in the middle of something.</summary>
    private void Interleave()
    {
        for (var i = world.Dice.Between(1, 4); i > 0 && !world.IsDead; i--)
        {
            if (world.Dice.Weighted([1, 3, 1]) switch
            {
                0 => world.Post.DeliverOne(),
                1 => RunSome(),
                _ => people.ActOnce()
            })
                world.Time.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    private bool LetTimePass()
    {
        var (dice, swarm) = (world.Dice, world.Swarm);
        if (dice.Chance(swarm.ClockStepsBack))
        {
            world.Clock.Skew -= TimeSpan.FromSeconds(1);
            world.Trace.Note("the service's clock steps back a second");
            return false;
        }

        if (dice.Chance(swarm.ClockStepsForward)) return StepForward();
        var by = dice.Below(10) switch
        {
            < 4 => TimeSpan.FromMilliseconds(dice.Between(100, 5000)),
            < 7 => TimeSpan.FromSeconds(dice.Between(5, 600)),
            < 9 => UntilDue(),
            _ when dice.Chance(swarm.LongPause) => TimeSpan.FromHours(dice.Between(1, 60)),
            _ when dice.Chance(swarm.LongAbsence) => TimeSpan.FromDays(dice.Between(3, 120)),
            _ => TimeSpan.FromMinutes(dice.Between(10, 180)),
        };
        world.Time.Advance(by);
        return false;
    }

    /// <summary>
    /// As a clock that is put right does, or one that is set wrong: GitHub's is as far behind from then on.
    /// </summary>
    private bool StepForward()
    {
        var by = TimeSpan.FromSeconds(world.Dice.Pick<int>([1, 20, 300, 3600]));
        if (world.Clock.Skew + by > AheadMax) return false;
        world.Clock.Skew += by;
        world.Trace.Note($"the service's clock steps forward by {by}");
        return false;
    }

    private TimeSpan UntilDue()
    {
        if (world.IsLocked) return TimeSpan.FromSeconds(1);
        var next = NextDue(withAlarms: true) ?? world.Clock.GetUtcNow();
        var wait = next - world.Clock.GetUtcNow();
        return wait < TimeSpan.FromDays(4) && wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1);
    }

    private DateTimeOffset? NextDue(bool withAlarms)
    {
        var (store, now) = (world.Service.Store, Instant.FromDateTimeOffset(world.Clock.GetUtcNow()));
        Instant?[] due =
        [
            Inline.Run(store.NextEventDueAsync), Inline.Run(() => store.NextBatchDueAsync(now)),
            Inline.Run(store.NextSetupDueAsync), Inline.Run(store.NextCheckDueAsync),
            Inline.Run(store.NextMessageDueAsync),
            withAlarms ? Inline.Run(store.NextAlarmAsync) : null,
        ];
        return due.Where(at => at is not null).Min()?.ToDateTimeOffset();
    }

    private void MakeWell()
    {
        world.FaultsAreOn = false;
        world.GitHub.Faults.Clear();
        world.Lock(DatabaseLock.None);
        world.Trace.Note("all is well from here on");
        people.PutRight();
        world.Post.RedeliverEverything();
    }

    /// <summary>Everything under way is delivered, decided and written; alarms that are not due yet may wait.</summary>
    private void BecomeQuiet()
    {
        var busy = new List<string>();
        for (var steps = 0; ; steps++)
        {
            if (steps > QuietStepsMax)
                throw Broken("It becomes quiet when all is well",
                    $"{world.Ledger.Unfinished()}\nstill busy: {string.Join(", ", busy)}");
            busy.Clear();
            world.Trace.Step++;
            world.Time.Advance(TimeSpan.FromMilliseconds(5));
            var worked = world.Post.DeliverOne();
            foreach (var worker in world.Service.Workers)
                if (world.Run(worker)) busy.Add(worker.GetType().Name);
            Look();
            if (worked || busy.Count > 0 || people.EndStops()) continue;
            world.Post.RedeliverEverything();
            if (NextDue(withAlarms: false) is { } due) world.Time.Advance(Wait(due));
            else if (world.Ledger.Unfinished() is { Length: > 0 }) world.Time.Advance(TimeSpan.FromSeconds(30));
            else if (world.Post.IsEmpty) return;
        }
    }

    /// <summary>What is due and yet not to be had waits for something else of its issue, which is due later.</summary>
    private TimeSpan Wait(DateTimeOffset due)
    {
        var wait = due - world.Clock.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(20);
    }

    private void Look()
    {
        world.Post.Collect();
        if (world.Trace.Lines.Count != lines) Check(invariants.OfGitHub);
        if (world.Commits != commits)
        {
            Check(invariants.OfStore);
            if (++looks % LooksPerHistory == 0) Check(invariants.OfHistory);
        }

        (lines, commits) = (world.Trace.Lines.Count, world.Commits);
    }

    private void Check(ImmutableArray<Invariant> these)
    {
        foreach (var invariant in these)
            if (invariant.Find(world) is { } found) throw Broken(invariant.Sentence, found);
    }

    private WorldBrokenException Broken(string what, string found) => new(world.Seed, world.Trace, what, found);
}
