using System.Data.Common;

namespace GitHubOps.Server;

/// <summary>
/// The one writer, with group commit: what is waiting is written in one transaction with one flush to disk, and callers
/// are told after the commit. A job that throws takes back only its own changes.
/// </summary>
internal sealed class WriteQueue : IDisposable
{
    private const int JobsPerCommitMax = 256;
    private const int JobsWaitingMax = 8192;

    // A monitor: the writer sleeps until there is work, and spins for nobody's sake.
    private readonly object gate = new();
    private readonly Queue<Job> waiting = new();
    private readonly Dialect dialect;
    private readonly Session session;
    private readonly Thread? thread;
    private long commits;
    private bool flushes = true;
    private bool isClosed;

    /// <param name="inline">Each write is a commit of its own on the caller's thread.</param>
    public WriteQueue(Dialect dialect, bool inline = false)
    {
        this.dialect = dialect;
        session = new Session(dialect.Open(false));
        if (inline) return;
        thread = new Thread(WriteAll) { IsBackground = true, Name = "store-writer" };
        thread.Start();
    }

    public long Commits => Interlocked.Read(ref commits);

    /// <summary>Completes after the commit that holds the job.</summary>
    /// <param name="isOneStatement">A single statement takes itself back when it fails: it needs no savepoint.</param>
    /// <param name="needsFlush">
    /// False: a power cut (not the end of the process) may take it back, until something later is flushed. For what
    /// nobody outside was told of and what is simply done again.
    /// </param>
    /// <exception cref="StoreUnavailableException">Nothing of the job was stored.</exception>
    public Task<T> WriteAsync<T>(Func<Session, T> work, bool isOneStatement = false, bool needsFlush = true)
    {
        var job = new Job<T>(work) { IsOneStatement = isOneStatement, NeedsFlush = needsFlush };
        if (thread is null)
        {
            Commit([job]);
            return job.Task;
        }

        lock (gate)
        {
            if (isClosed) throw new StoreUnavailableException("the store is closed");
            if (waiting.Count >= JobsWaitingMax) throw new StoreUnavailableException("too many writes are waiting");
            waiting.Enqueue(job);
            if (waiting.Count == 1) Monitor.Pulse(gate);
        }

        return job.Task;
    }

    /// <summary>What waits is written before.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
            Monitor.Pulse(gate);
        }

        thread?.Join();
        session.Dispose();
    }

    private void WriteAll()
    {
        var batch = new List<Job>(JobsPerCommitMax);
        while (TakeWaiting(batch))
        {
            Commit(batch);
            batch.Clear();
        }
    }

    /// <summary>False: nothing waits, and nothing will.</summary>
    private bool TakeWaiting(List<Job> batch)
    {
        lock (gate)
        {
            while (waiting.Count == 0 && !isClosed) Monitor.Wait(gate);
            while (batch.Count < JobsPerCommitMax && waiting.TryDequeue(out var job)) batch.Add(job);
        }

        return batch.Count > 0;
    }

    private void Commit(List<Job> batch)
    {
        try
        {
            SetFlush(batch.Exists(job => job.NeedsFlush));
            session.Execute(dialect.BeginWrite);
            foreach (var job in batch) Run(job);
            CrashPoint.Hit(CrashPoint.BeforeCommit);
            session.Execute("COMMIT");
        }
        catch (Exception error)
        {
            RollBack();
            var unavailable = new StoreUnavailableException(
                $"the database could not be written: {error.Message}", error);
            foreach (var job in batch) job.Fail(unavailable);
            return;
        }

        Interlocked.Increment(ref commits);
        CrashPoint.Hit(CrashPoint.AfterCommit);
        foreach (var job in batch) job.Complete();
    }

    private void SetFlush(bool isWanted)
    {
        if (flushes == isWanted) return;
        session.Execute(isWanted ? dialect.Flush : dialect.DoNotFlush);
        flushes = isWanted;
    }

    private void Run(Job job)
    {
        if (!job.IsOneStatement) session.Execute("SAVEPOINT job");
        try
        {
            job.Run(session);
        }
        catch (Exception error) when (!dialect.IsFatal(error))
        {
            job.Error = error;
            if (!job.IsOneStatement) session.Execute("ROLLBACK TO job");
        }

        if (!job.IsOneStatement) session.Execute("RELEASE job");
    }

    private void RollBack()
    {
        try
        {
            session.Execute("ROLLBACK");
        }
        catch (DbException)
        {
            // The database has rolled back by itself (disk full, I/O error): there is nothing left to take back.
        }
    }

    private abstract class Job
    {
        public Exception? Error { get; set; }

        public bool IsOneStatement { get; init; }

        public bool NeedsFlush { get; init; }

        public abstract void Run(Session session);

        public abstract void Complete();

        public abstract void Fail(Exception error);
    }

    private sealed class Job<T>(Func<Session, T> work) : Job
    {
        private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T result = default!;

        public Task<T> Task => completion.Task;

        public override void Run(Session session) => result = work(session);

        public override void Complete()
        {
            if (Error is null) completion.SetResult(result);
            else completion.SetException(Error);
        }

        public override void Fail(Exception error) => completion.SetException(error);
    }
}
