using System.Collections.Immutable;
using System.CommandLine;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary>What the verbs about shifts share: which rotations, and who is away.</summary>
internal sealed class ShiftOptions
{
    public ConfigOptions Config { get; } = new();

    public Option<string[]> Rotation { get; } = new("--rotation")
    {
        Description = "Only this rotation (default: all).",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<string[]> Away { get; } = new("--away")
    {
        Description = "Somebody is away on these days, the last one included.",
        HelpName = "LOGIN:FROM..TO",
        AllowMultipleArgumentsPerToken = true,
    };

#if WITH_SERVICE
    public Option<string?> Store { get; } = new("--store")
    {
        Description = "The service's database: who is away, who swapped with whom, how rosters changed. It is only read.",
        HelpName = "FILE",
    };

#endif
    public void AddTo(Command command)
    {
        command.Add(Rotation);
        command.Add(Away);
#if WITH_SERVICE
        command.Add(Store);
#endif
        Config.AddTo(command);
    }

    /// <summary>Null where the files cannot be obeyed: their problems have been printed.</summary>
    public async Task<ShiftPlan?> ReadAsync(ParseResult result, Surroundings surroundings)
    {
        var read = PolicyReader.Read(ConfigFolder.Read(Config.Read(result, surroundings)));
        if (read.Policy is not { } policy)
        {
            await ProblemOutput.WriteAsync("config", read.Problems, "text", surroundings);
            return null;
        }

        var zone = policy.Calendars.GetValueOrDefault(policy.DefaultCalendar ?? "")?.Zone ?? DateTimeZone.Utc;
        ImmutableArray<Absence> absences =
            [.. (result.GetValue(Away) ?? []).Select(text => ReadAway(text, policy, zone))];
#if WITH_SERVICE
        if (result.GetValue(Store) is { Length: > 0 } store)
        {
            var known = StoreRota.Read(store, surroundings.Folder, policy.Repo);
            (policy, absences) = (known.Memory.In(policy), [.. absences, .. known.Absences]);
        }

#endif
        return new ShiftPlan(policy, Chosen(policy, result.GetValue(Rotation) ?? []), zone, absences);
    }

    // A day begins where the person's rotation lives.
    private static Absence ReadAway(string text, RepoPolicy policy, DateTimeZone zone)
    {
        var away = Absences.TryParse(text, zone)
            ?? throw new UsageException("--away is not understood. Write `ben:2026-12-21..2026-12-28`");
        var theirs = policy.Rotations.Values.OrderBy(rotation => rotation.Name, StringComparer.Ordinal)
            .FirstOrDefault(rotation => rotation.Members.Contains(away.Person))?.Zone;
        return theirs is null ? away : Absences.TryParse(text, theirs)!;
    }

    private static ImmutableArray<RotationDefinition> Chosen(RepoPolicy policy, string[] names)
    {
        foreach (var name in names)
            if (!policy.Rotations.ContainsKey(name))
                throw new UsageException($"there is no rotation `{Problems.Shown(name)}`; there " +
                    (policy.Rotations.IsEmpty ? "are none"
                        : $"are {string.Join(", ", policy.Rotations.Keys.Order(StringComparer.Ordinal))}"));
        return
        [
            .. policy.Rotations.Values.Where(rotation => names.Length == 0 || names.Contains(rotation.Name))
                .OrderBy(rotation => rotation.Name, StringComparer.Ordinal),
        ];
    }
}

/// <param name="Zone">The organisation's: for times that name no zone.</param>
internal sealed record ShiftPlan(
    RepoPolicy Policy,
    ImmutableArray<RotationDefinition> Rotations,
    DateTimeZone Zone,
    ImmutableArray<Absence> Absences);
