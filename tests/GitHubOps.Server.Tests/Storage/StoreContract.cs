namespace GitHubOps.Server.Tests;

/// <summary>One database of a kind, empty at first, gone when the test is over.</summary>
internal abstract class StoreKind : IDisposable
{
    /// <summary>Opens it as a process does at its start; once more after it was disposed is a restart.</summary>
    public abstract Store Open();

    public abstract void Dispose();
}

/// <summary>
/// What every kind of database must do, one class per part of the store. A new kind is one more set of subclasses that
/// say how it is made; the tests stay as they are.
/// </summary>
public abstract class StoreContract
{
    private StoreKind kind = null!;

    private protected Store Store { get; private set; } = null!;

    [TestInitialize]
    public void OpenEmpty()
    {
        kind = Make();
        Store = kind.Open();
    }

    [TestCleanup]
    public void Close()
    {
        Store.Dispose();
        kind.Dispose();
    }

    private protected abstract StoreKind Make();

    /// <summary>The process ends and starts again.</summary>
    private protected void Restart()
    {
        Store.Dispose();
        Store = kind.Open();
    }
}
