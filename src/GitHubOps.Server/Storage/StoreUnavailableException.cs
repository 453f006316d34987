namespace GitHubOps.Server;

/// <summary>
/// The world's fault: nothing can be stored at present (disk full, database busy, queue full). Nothing was stored.
/// </summary>
internal sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
