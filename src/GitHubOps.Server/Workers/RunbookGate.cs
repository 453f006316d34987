using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>How a repository wants its runbooks judged, as its default branch says.</summary>
/// <param name="Policy">The section <c>runbooks:</c>.</param>
/// <param name="Mode">The more careful of the file's and the section's.</param>
/// <param name="Ops">The whole file.</param>
internal sealed record RunbookGate(RunbookPolicy Policy, Mode Mode, string Ops);

/// <summary>Tells whether a repository's changes are judged by its runbooks, and which runbooks it has.</summary>
internal sealed class RunbookGates(GitHubAccess github, PolicyCache policies, RunbookReadings readings)
{
    private const string Section = "runbooks";

    /// <summary>Null: the file in force has no section, or it is paused.</summary>
    public async Task<Answer<RunbookGate?>> GetAsync(InstallationId installation, RepoInfo repo, CancellationToken ct)
    {
        var inForce = await policies.GetAsync(installation, repo, ct);
        if (!inForce.IsOk) return inForce.Failure;
        if (inForce.Value.Policy is not { } policy || await policies.LastGoodAsync(repo.Id) is not { } input)
            return (RunbookGate?)null;
        var ops = PolicyFiles.Find(input.Files, PolicyFiles.Ops)?.Text ?? "";
        var (read, problems) = RunbookPolicyReader.Read(PolicyFiles.Ops, ops);
        var own = policy.SectionModes.GetValueOrDefault(Section, Mode.Live);
        var mode = own < policy.Mode ? own : policy.Mode;
        return read.File is null || mode == Mode.Paused || problems.Any(one => one.Level == ProblemLevel.Error)
            ? (RunbookGate?)null : new RunbookGate(read, mode, ops);
    }

    /// <summary>The runbooks among files; null: they are too many to be fetched for one answer.</summary>
    public async Task<Answer<RunbookShelf?>> ReadAsync(
        RunbookGate gate, RepoCalls calls, IEnumerable<TreeFile> files, CancellationToken ct)
    {
        var place = Glob.Parse(gate.Policy.In);
        var all = files.Where(file => RunbookReader.IsDocument(file.Path) && place.Matches(file.Path)).ToList();
        var wanted = all.Where(file => file.Bytes <= RunbookReadings.BytesMax).ToList();
        if (readings.Unknown(wanted) > RunbookReadings.FetchedMax) return (RunbookShelf?)null;
        var read = await readings.ReadAsync(calls, wanted, ct);
        return read.Select(found => (RunbookShelf?)new RunbookShelf(place, found, all.Count - wanted.Count));
    }

    /// <summary>
    /// The same of the default branch as it stands; null: nothing is judged here, or they are too many.
    /// </summary>
    public async Task<Answer<RunbookShelf?>> ReadTipAsync(
        RunbookGate gate, RepoCalls calls, RepoInfo repo, CancellationToken ct)
    {
        var tip = await github.Files.ListAsync(calls, repo, tag: null, ct);
        return tip.IsOk ? await ReadAsync(gate, calls, tip.Value.Files, ct) : tip.Failure;
    }
}

/// <summary>The runbooks of a commit.</summary>
/// <param name="Place">Where they lie.</param>
/// <param name="Runbooks">By their path.</param>
/// <param name="TooLong">How many are longer than is read.</param>
internal sealed record RunbookShelf(Glob Place, ImmutableDictionary<string, RunbookReading> Runbooks, int TooLong)
{
    /// <summary>From so many paths on the texts are not searched for them.</summary>
    private const int SearchedMax = 100;

    /// <summary>A change of these paths has to do with a runbook: its text, what it covers, or what it names.</summary>
    public bool IsConcernedBy(IReadOnlyCollection<string> paths) =>
        paths.Any(path => path == RunbookBaseline.Place || (RunbookReader.IsDocument(path) && Place.Matches(path)) ||
            Runbooks.Values.Any(one => one.Runbook?.Covers.Matches(path) == true)) ||
        (paths.Count <= SearchedMax && Runbooks.Values.Any(one => paths.Any(path =>
            one.FrontMatter?.Text.Contains(path, StringComparison.Ordinal) == true)));
}
