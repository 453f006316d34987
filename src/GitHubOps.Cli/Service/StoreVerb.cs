using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using GitHubOps.Core;
using GitHubOps.Server;

namespace GitHubOps.Cli;

/// <summary><c>githubops store …</c>: backups of the store and their check; the service may run meanwhile.</summary>
internal sealed class StoreVerb : Verb
{
    public override Command Build(Surroundings surroundings) => new VerbCommand(
        "store",
        "Back the store up and check it. Both only read; the service may run meanwhile.",
        "githubops store backup --store sqlite:/var/lib/githubops/ops.db --to /var/backups/githubops/ops-2026-11-20.db",
        "githubops store check --store sqlite:/var/backups/githubops/ops-2026-11-20.db")
    {
        Backup(surroundings),
        Check(surroundings),
    };

    private static VerbCommand Backup(Surroundings surroundings)
    {
        var store = StoreOption();
        var format = DeliveriesOptions.Format();
        var to = new Option<string>("--to")
        {
            Description = "The backup: a file that is not there yet.", HelpName = "FILE", Required = true,
        };
        var command = new VerbCommand(
            "backup",
            "Write a consistent copy of this moment, checked, readable by its owner alone. Restoring it is putting " +
            "it in the store's place while the service is stopped.",
            "githubops store backup --store sqlite:/var/lib/githubops/ops.db --to ops-2026-11-20.db")
        {
            store, to, format,
        };
        command.SetAction(result => Say(surroundings, result.GetValue(format)!, () => StoreFile.Backup(
            Given(result.GetValue(store), surroundings),
            Path.GetFullPath(result.GetValue(to)!, surroundings.Folder))));
        return command;
    }

    private static VerbCommand Check(Surroundings surroundings)
    {
        var store = StoreOption();
        var format = DeliveriesOptions.Format();
        var command = new VerbCommand(
            "check", "Read the whole store, or a backup, and say whether it is sound. Exit code 1: it is not.",
            "githubops store check --store sqlite:/var/lib/githubops/ops.db")
        {
            store, format,
        };
        command.SetAction(result => Say(
            surroundings, result.GetValue(format)!,
            () => StoreFile.Check(Given(result.GetValue(store), surroundings))));
        return command;
    }

    private static Option<string?> StoreOption() => new("--store")
    {
        Description = "What the service was started with (default: $GITHUBOPS_STORE).", HelpName = "sqlite:PATH",
    };

    private static string Given(string? store, Surroundings surroundings) =>
        store ?? surroundings.Setting("GITHUBOPS_STORE") ?? throw new UsageException("no store is given: set --store");

    private static int Say(Surroundings surroundings, string format, Func<StoreCondition> act)
    {
        try
        {
            var condition = act();
            surroundings.Out.Write(format == "json"
                ? JsonSerializer.Serialize(condition, StoreJson.Default.StoreCondition) + "\n"
                : Text(condition));
            return condition.IsSound ? ExitCodes.Pass : ExitCodes.Findings;
        }
        catch (CannotStartException refusal)
        {
            throw new UsageException(refusal.Message);
        }
    }

    private static string Text(StoreCondition condition) =>
        !condition.Damages.IsEmpty
            ? "The store is damaged. Restore it from a backup.\n" +
                string.Concat(condition.Damages.Select(damage => $"- {Problems.ShownPath(damage)}\n"))
        : condition.Schema > condition.NewestSchema
            ? $"The store is sound, but of a newer program (schema {condition.Schema}; " +
                $"{condition.NewestSchema} is known).\n"
        : $"The store is sound: schema {condition.Schema}, {condition.Deliveries} deliveries, " +
            $"{condition.Issues} issues.\n";
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(StoreCondition))]
internal sealed partial class StoreJson : JsonSerializerContext;
