using NodaTime;

namespace GitHubOps.Server;

/// <summary>Background work, one piece at a time. Looping and waiting are <see cref="WorkerLoop"/>'s.</summary>
internal interface IWorker
{
    /// <summary>Does one piece of work. False: there is none at present.</summary>
    Task<bool> RunOnceAsync(CancellationToken ct);

    /// <summary>When there will be work without anything else happening; null: not foreseeable.</summary>
    Task<Instant?> NextDueAsync();
}
