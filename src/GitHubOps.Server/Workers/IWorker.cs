using NodaTime;

namespace GitHubOps.Server;

/// <summary>Background work, one piece at a time. Looping and waiting are <see cref="WorkerLoop"/>'s.</summary>
internal interface IWorker
{
    /// <summary>
    /// What it does: woken when there may be some. Upkeep looks for itself, by <see cref="NextDueAsync"/>.
    /// </summary>
    Work Does => Work.Upkeep;

    /// <summary>What there may be to do after it has worked.</summary>
    Work LeadsTo => Work.Events;

    /// <summary>Does one piece of work. False: there is none at present.</summary>
    Task<bool> RunOnceAsync(CancellationToken ct);

    /// <summary>When there will be work without anything else happening; null: not foreseeable.</summary>
    Task<Instant?> NextDueAsync();
}
