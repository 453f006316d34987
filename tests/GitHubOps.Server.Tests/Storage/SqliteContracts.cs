namespace GitHubOps.Server.Tests;

internal sealed class SqliteKind : StoreKind
{
    private readonly TemporaryFolder folder = new();

    public override Store Open() => Store.Open("sqlite:" + folder.File("ops.db"));

    public override void Dispose() => folder.Dispose();
}

[TestClass]
public sealed class SqliteInboxTests : InboxContract
{
    private protected override StoreKind Make() => new SqliteKind();
}

[TestClass]
public sealed class SqliteOutboxTests : OutboxContract
{
    private protected override StoreKind Make() => new SqliteKind();
}

[TestClass]
public sealed class SqliteDecisionTests : DecisionContract
{
    private protected override StoreKind Make() => new SqliteKind();
}

[TestClass]
public sealed class SqliteAlarmTests : AlarmContract
{
    private protected override StoreKind Make() => new SqliteKind();
}

[TestClass]
public sealed class SqliteInstallationTests : InstallationContract
{
    private protected override StoreKind Make() => new SqliteKind();
}

[TestClass]
public sealed class SqliteRecoveryTests : RecoveryContract
{
    private protected override StoreKind Make() => new SqliteKind();
}

[TestClass]
public sealed class SqliteSweepTests : SweepContract
{
    private protected override StoreKind Make() => new SqliteKind();
}

[TestClass]
public sealed class SqliteUpkeepTests : UpkeepContract
{
    private protected override StoreKind Make() => new SqliteKind();
}

[TestClass]
public sealed class SqliteDeadLetterTests : DeadLetterContract
{
    private protected override StoreKind Make() => new SqliteKind();
}

[TestClass]
public sealed class SqliteHistoryTests : HistoryContract
{
    private protected override StoreKind Make() => new SqliteKind();
}

[TestClass]
public sealed class SqliteCheckTests : CheckContract
{
    private protected override StoreKind Make() => new SqliteKind();
}

[TestClass]
public sealed class SqliteMessageTests : MessageContract
{
    private protected override StoreKind Make() => new SqliteKind();
}

[TestClass]
public sealed class SqliteCeilingTests : CeilingContract
{
    private protected override StoreKind Make() => new SqliteKind();
}
