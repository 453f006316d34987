using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Which files of a repository, and of <c>OWNER/.github</c>, a policy is read from.</summary>
public static class PolicyFiles
{
    public const string Ops = ".github/ops.yml";
    public const string Org = "ops/org.yml";
    public const string Aliases = "OWNERS_ALIASES";
    public const string Forms = ".github/ISSUE_TEMPLATE/";

    /// <summary>A path of a repository's default branch, '/' between its parts.</summary>
    public static bool IsWanted(string path) =>
        path is Ops or Aliases || IsOwners(path) || IsForm(path) || IsHolidays(path);

    /// <summary>A path of <c>OWNER/.github</c>, for repositories that extend its file or use its forms.</summary>
    public static bool IsWantedOfOrg(string path) =>
        path is Org or Aliases || IsForm(path) || IsHolidays(path);

    /// <summary>How problems name a file of the organisation: <c>acme/.github/ops/org.yml</c>.</summary>
    public static string OrgName(RepoName repo, string path) => $"{repo.Owner}/.github/{path}";

    /// <summary>The tag that <c>extends: org@TAG</c> pins; null where the text pins none or is not to be
    /// read.</summary>
    /// <remarks>Whoever fetches reads <c>OWNER/.github</c> there and names it in <see
    /// cref="PolicyInput.OrgTag"/>.</remarks>
    public static string? PinnedOrgTag(string opsText) =>
        OpsFile.Read(opsText, Ops, new ProblemList()) is { } map ? PinnedTag(map) : null;

    /// <summary>
    /// Whether anything of the default branch of <c>OWNER/.github</c> is part of a repository's policy.
    /// </summary>
    public static bool UsesOrg(PolicyInput input)
    {
        if (Find(input.Files, Ops) is not { } file || input.OrgTag is not null) return false;
        var extends = OpsFile.Read(file.Text, Ops, new ProblemList())?.Find("extends")?.Value;
        return extends is OpsText { IsNull: false } || !input.Files.Any(one => IsForm(one.Path));
    }

    internal static string? PinnedTag(OpsMap ops) =>
        ops.Find("extends")?.Value is OpsText text && text.Text.StartsWith("org@", StringComparison.Ordinal)
            && text.Text.Length > 4
            ? text.Text[4..] : null;

    internal static bool IsForm(string path) =>
        path.StartsWith(Forms, StringComparison.Ordinal) &&
        path.IndexOf('/', Forms.Length) < 0 &&
        path[Forms.Length..] is var name &&
        name is not ("config.yml" or "config.yaml") &&
        (name.EndsWith(".yml", StringComparison.Ordinal) || name.EndsWith(".yaml", StringComparison.Ordinal));

    /// <summary>
    /// Calendars may lie in these folders only: whoever fetches must know them without reading the file first.
    /// </summary>
    internal static bool IsHolidays(string path) =>
        path.EndsWith(".ics", StringComparison.Ordinal) &&
        (path.StartsWith("ops/", StringComparison.Ordinal) || path.StartsWith(".github/", StringComparison.Ordinal));

    public static RepoFile? Find(ImmutableArray<RepoFile> files, string path) =>
        files.FirstOrDefault(file => file.Path == path);

    public static bool IsOwners(string path) => path == "OWNERS" || path.EndsWith("/OWNERS", StringComparison.Ordinal);
}
