using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>Makes <c>ops/config</c> of a change: the same checks as <c>githubops check</c>, on the same files.</summary>
internal sealed class ConfigJudge(GitHubAccess github, PolicyCache policies, TimeProvider time)
{
    /// <summary>Null: neither before nor after is there an operating model.</summary>
    public async Task<Answer<CheckVerdict?>> JudgeAsync(Change change, CancellationToken ct)
    {
        var files = await github.Files.ReadAsync(
            change.Calls, change.Repo.Name, change.Tree.After, PolicyFiles.IsWanted, ct);
        if (!files.IsOk) return files.Failure;
        var input = await InputAsync(change, files.Value, ct);
        if (!input.IsOk) return input.Failure;
        var before = await policies.LastGoodAsync(change.Repo.Id);
        var report = ConfigChecker.Check(input.Value, StartOfDay(time.Now()), facts => facts with { Before = before });
        ImmutableArray<Problem> problems = [.. files.Value.Problems, .. report.Problems];
        return ConfigVerdict.Of(problems, Paths(change), Notes(change));
    }

    private async Task<Answer<PolicyInput>> InputAsync(Change change, RepoFiles files, CancellationToken ct)
    {
        var ops = files.Files.FirstOrDefault(file => file.Path == PolicyFiles.Ops);
        var tag = ops is null ? null : PolicyFiles.PinnedOrgTag(ops.Text);
        var org = await github.Files.ReadOrgAsync(
            change.Installation, change.Repo, tag, PolicyFiles.IsWantedOfOrg, ct);
        return org.Select(shared => new PolicyInput(change.Repo.Name, files.Revision, files.Files, shared.Files)
        {
            OrgTag = shared.Files.IsEmpty ? null : tag,
        });
    }

    private static IEnumerable<string> Notes(Change change)
    {
        var overtaken = change.Tree.Overtaken.Where(PolicyFiles.IsWanted).Take(5)
            .Select(path => $"`{Problems.ShownPath(path)}`").ToList();
        if (overtaken.Count > 0)
            yield return $"{string.Join(", ", overtaken)} changed on `{Problems.Shown(change.Repo.DefaultBranch)}` too " +
                "since this branch was made: judged is the version of this branch. Bring the branch up to date.";
    }

    private static HashSet<string> Paths(Change change) => [.. change.Tree.After.Select(file => file.Path)];

    /// <summary>The same all day, so that nothing is said anew without anything being new.</summary>
    private static Instant StartOfDay(Instant now) =>
        now.InUtc().Date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
}
