using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>How much is known of a runbook's owner. Only GitHub knows whether they may see the repository.</summary>
public enum OwnerState
{
    /// <summary>Nothing here says more: a team, or a person whom no file names.</summary>
    Unverified,

    /// <summary>A name of the repository's own files with somebody behind it.</summary>
    Listed,

    /// <summary>A person whom `OWNERS` lists as emeritus, or a name with nobody behind it.</summary>
    Left,

    /// <summary>A name that the repository's files do not define.</summary>
    Undefined,

    /// <summary>The runbook names nobody.</summary>
    Missing,

    /// <summary>GitHub was asked, and knows somebody of the name who may see the repository.</summary>
    Verified,
}

/// <summary>
/// Who is who in a repository, from its <c>OWNERS</c>, <c>OWNERS_ALIASES</c> and the rotations of <c>ops.yml</c>;
/// logins are folded to small letters.
/// </summary>
public sealed class RunbookPeople
{
    private const string RotationMark = "rotation:";

    private readonly OwnersIndex index;
    private readonly ImmutableHashSet<string> active;
    private readonly ImmutableHashSet<string> emeriti;
    private readonly ImmutableDictionary<string, string?> rotations;
    private readonly bool isInherited;

    private RunbookPeople(OwnersIndex index, ImmutableDictionary<string, string?> rotations, bool isInherited,
        ImmutableHashSet<string> active)
    {
        (this.index, this.rotations, this.isInherited, this.active) = (index, rotations, isInherited, active);
        emeriti = [.. index.Emeritus];
    }

    /// <summary>Files of which <see cref="Read"/> wants to know.</summary>
    public static bool IsWanted(string path) => RepoOwners.IsWanted(path);

    /// <param name="files">`OWNERS` and `OWNERS_ALIASES`.</param>
    /// <param name="ops">The text of `ops.yml`; null: there is none.</param>
    public static RunbookPeople Read(IReadOnlyList<RepoFile> files, string? ops)
    {
        var problems = new ProblemList();
        var aliases = OwnersAliases.Read(files.FirstOrDefault(x => x.Path == PolicyFiles.Aliases), problems);
        var built = OwnersIndex.Build(files, aliases, OwnersOptions.Default, problems);
        var root = ops is null ? null : OpsFile.Read(ops, PolicyFiles.Ops, problems);
        var turns = (root?.Find("rotations")?.Value as OpsMap)?.Entries.ToImmutableDictionary(x => x.Key, x =>
            ((x.Value as OpsMap)?.Find("of")?.Value as OpsText)?.Text, StringComparer.Ordinal);
        var named = files.Where(x => x.Path != PolicyFiles.Aliases)
            .Select(x => built.FileFor(OwnersPath.FolderOf(x.Path)))
            .SelectMany(x => x?.Lists ?? [])
            .SelectMany(x => new[] { OwnersRole.Approvers, OwnersRole.Reviewers, OwnersRole.RequiredReviewers }
                .SelectMany(role => x.Of(role) is { IsDefault: false } people ? people : []));
        return new(built, turns ?? ImmutableDictionary<string, string?>.Empty, root?.Find("extends") is not null,
            [.. named, .. aliases.Groups.Values.SelectMany(x => x.Members)]);
    }

    public OwnerState StateOf(string? owner)
    {
        if (owner is null) return OwnerState.Missing;
        if (owner.StartsWith('@'))
        {
            if (owner.Contains('/', StringComparison.Ordinal)) return OwnerState.Unverified;
            var login = OwnersFile.NormalLogin(owner);
            return active.Contains(login) ? OwnerState.Listed
                : emeriti.Contains(login) ? OwnerState.Left : OwnerState.Unverified;
        }

        if (MembersOf(owner) is { } members) return members.IsEmpty ? OwnerState.Left : OwnerState.Listed;
        if (owner.StartsWith(RotationMark, StringComparison.Ordinal)
            && rotations.ContainsKey(owner[RotationMark.Length..]))
            return OwnerState.Listed;
        return isInherited ? OwnerState.Unverified : OwnerState.Undefined;
    }

    /// <summary>The people behind a name, folded; null: not known here.</summary>
    public ImmutableArray<string>? MembersOf(string owner)
    {
        if (owner.StartsWith('@'))
            return owner.Contains('/', StringComparison.Ordinal) ? null : [OwnersFile.NormalLogin(owner)];
        var name = owner.StartsWith(RotationMark, StringComparison.Ordinal)
            ? rotations.GetValueOrDefault(owner[RotationMark.Length..]) : owner;
        return name is not null && index.Aliases.Find(name) is { } alias ? alias.Members : null;
    }

    /// <summary>
    /// Who could take a runbook over: who approves or reviews what it covers, who approves the runbook itself, who is
    /// on a rotation.
    /// </summary>
    public ImmutableArray<string> SuccessorsOf(Runbook runbook)
    {
        var paths = runbook.Covers.Entries.Select(x => x.Prefix.TrimEnd('/')).Where(x => x.Length > 0)
            .Append(runbook.Path);
        return [.. paths.SelectMany(x => index.All(x, OwnersRole.Approvers))
            .Concat(paths.SelectMany(x => index.All(x, OwnersRole.Reviewers))).Concat(OnRotations())
            .Where(x => !emeriti.Contains(x)).Distinct(StringComparer.Ordinal).Take(3)];
    }

    /// <param name="login">Folded.</param>
    public bool IsOnRotation(string login) => OnRotations().Contains(login);

    private IEnumerable<string> OnRotations() =>
        rotations.Order(Comparer<KeyValuePair<string, string?>>.Create((a, b) =>
        string.CompareOrdinal(a.Key, b.Key))).SelectMany(x => MembersOf(RotationMark + x.Key) ?? []);

    /// <summary>Names that <c>owner</c> could have meant.</summary>
    public IEnumerable<string> Names => index.Aliases.Groups.Values.Select(x => x.Name)
        .Concat(rotations.Keys.Select(x => RotationMark + x));
}
