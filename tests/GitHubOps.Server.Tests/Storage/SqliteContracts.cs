namespace GitHubOps.Server.Tests;

internal sealed class SqliteKind : StoreKind
{
    private readonly TemporaryFolder folder = new();

    public override Store Open() => Store.Open("sqlite:" + folder.File("ops.db"));

    public override void Dispose() => folder.Dispose();
}

[TestClass]
public sealed class SqliteDeadLetterTests : DeadLetterContract
{
    private protected override StoreKind Make() => new SqliteKind();
}
