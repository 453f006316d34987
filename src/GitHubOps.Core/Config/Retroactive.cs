using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// <c>sla.retroactive</c>: files that count running promises from their start, as if they had always been in force.
/// Once, when the key comes, and only in a change of nothing but targets and hours: so that whoever reviews it sees
/// only that.
/// </summary>
public static class Retroactive
{
    public const string Key = "retroactive";

    /// <summary>Whether files ask for it that came after others.</summary>
    public static bool IsAsked(RepoPolicy before, RepoPolicy after) => after.IsRetroactive && !before.IsRetroactive;

    /// <summary>Nothing but <c>sla</c>, <c>calendars</c> and files of holidays differs.</summary>
    public static bool IsAlone(PolicyInput before, PolicyInput after) =>
        PolicyReader.ReadEffective(before).Root is { } one && PolicyReader.ReadEffective(after).Root is { } other
        && Inheritance.IsSame(Rest(one), Rest(other))
        && AreSame(before.Files, after.Files) && AreSame(before.OrgFiles, after.OrgFiles);

    private static OpsMap Rest(OpsMap file) =>
        file with { Entries = file.Entries.RemoveAll(entry => entry.Key is "sla" or "calendars") };

    private static bool AreSame(ImmutableArray<RepoFile> before, ImmutableArray<RepoFile> after) =>
        Others(before).SequenceEqual(Others(after));

    private static IEnumerable<RepoFile> Others(ImmutableArray<RepoFile> files) =>
        files.Where(file => file.Path is not (PolicyFiles.Ops or PolicyFiles.Org) && !PolicyFiles.IsHolidays(file.Path))
            .OrderBy(file => file.Path, StringComparer.Ordinal);
}
