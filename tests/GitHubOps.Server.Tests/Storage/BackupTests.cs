using System.Collections.Concurrent;
using GitHubOps.Core;

namespace GitHubOps.Server.Tests;

/// <summary>A backup is made while the service runs; one day it is all there is.</summary>
[TestClass]
public class BackupTests
{
    [TestMethod]
    public async Task A_backup_made_under_load_has_every_delivery_that_was_acknowledged_before_it()
    {
        using var folder = new TemporaryFolder();
        string[] acknowledged;
        using (var store = Deliveries.Open(folder))
        {
            var told = new ConcurrentBag<string>();
            using var enough = new CancellationTokenSource();
            var senders = Enumerable.Range(0, 4).Select(sender => Task.Run(async () =>
            {
                for (var n = 0; !enough.IsCancellationRequested; n++)
                {
                    await store.ReceiveAsync($"{sender}-{n}");
                    told.Add($"{sender}-{n}");
                }
            })).ToArray();
            while (told.Count < 200) await Task.Yield();
            acknowledged = [.. told];
            StoreFile.Backup("sqlite:" + folder.File("ops.db"), folder.File("backup.db")).IsSound.ShouldBeTrue();
            await enough.CancelAsync();
            await Task.WhenAll(senders);
        }

        foreach (var file in Directory.GetFiles(folder.Path, "ops.db*")) File.Delete(file);
        File.Copy(folder.File("backup.db"), folder.File("ops.db"));
        using var restored = Deliveries.Open(folder);
        var receipts = await Task.WhenAll(acknowledged.Select(id => restored.ReceiveAsync(id)));
        receipts.ShouldAllBe(receipt => receipt == Receipt.Duplicate);
    }

    [TestMethod]
    public async Task A_backup_is_one_whole_file_for_its_owner_alone()
    {
        using var folder = new TemporaryFolder();
        using var store = Deliveries.Open(folder);
        await store.ReceiveAsync("one");
        var condition = StoreFile.Backup("sqlite:" + folder.File("ops.db"), folder.File("backup.db"));
        (condition.Deliveries, condition.Schema).ShouldBe((1, Migrations.All.Count));
        Directory.GetFiles(folder.Path, "backup*").ShouldBe([folder.File("backup.db")]);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(folder.File("backup.db")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        StoreFile.Check("sqlite:" + folder.File("backup.db")).ToString().ShouldBe(condition.ToString());
    }

    [TestMethod]
    public async Task A_damaged_store_is_found_and_no_backup_of_it_is_taken_for_one()
    {
        using var folder = new TemporaryFolder();
        using (var store = Deliveries.Open(folder))
            await store.ReadyManyAsync(500, installation: 1, issueOf: n => n + 1);
        StoreFile.Check("sqlite:" + folder.File("ops.db")).IsSound.ShouldBeTrue();
        await using (var file = File.OpenWrite(folder.File("ops.db")))
        {
            // Half of it: what lies in an index alone, a copy makes anew, and is sound.
            var half = file.Length / 2;
            file.Position = half / 2;
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, (int)half).ToArray());
        }

        var condition = StoreFile.Check("sqlite:" + folder.File("ops.db"));
        condition.IsSound.ShouldBeFalse();
        condition.Damages.ShouldNotBeEmpty();
        var isRefused = false;
        try
        {
            isRefused = !StoreFile.Backup("sqlite:" + folder.File("ops.db"), folder.File("backup.db")).IsSound;
        }
        catch (CannotStartException refusal)
        {
            isRefused = refusal.Problem.Code == "backup-failed";
        }

        isRefused.ShouldBeTrue();
        File.Exists(folder.File("backup.db")).ShouldBeFalse();
    }

    [TestMethod]
    public void Nothing_is_written_over_and_nothing_made_where_nothing_is()
    {
        using var folder = new TemporaryFolder();
        var (here, nowhere) = ("sqlite:" + folder.File("ops.db"), "sqlite:" + folder.File("nowhere.db"));
        Refusal(() => StoreFile.Backup(nowhere, folder.File("to.db"))).ShouldBe("store-missing");
        Refusal(() => StoreFile.Check(nowhere)).ShouldBe("store-missing");
        File.Exists(folder.File("nowhere.db")).ShouldBeFalse();
        Deliveries.Open(folder).Dispose();
        folder.Write("to.db", "a letter");
        Refusal(() => StoreFile.Backup(here, folder.File("to.db"))).ShouldBe("backup-exists");
        File.ReadAllText(folder.File("to.db")).ShouldBe("a letter");
        Refusal(() => StoreFile.Backup(here, folder.File("no/where.db"))).ShouldBe("backup-failed");
        StoreFile.Check("sqlite:" + folder.Write("note.db", new string('x', 10_000))).IsSound.ShouldBeFalse();
    }

    private static string Refusal(Action act) => Should.Throw<CannotStartException>(act).Problem.Code;
}
