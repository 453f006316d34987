using System.Collections.Immutable;
using System.Text;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary>Gathers the facts: files, policy, tree and change. Decides nothing.</summary>
internal sealed record RunbookSurvey(RunbookFacts Facts, ImmutableArray<Problem> PolicyProblems,
    ImmutableArray<string> Notes)
{
    /// <summary>How many times git was started for it.</summary>
    public int GitProcesses { get; init; }

    /// <summary>From so many on a person wonders whether it still works.</summary>
    private const int ManyMin = 1_000;

    public static RunbookSurvey Gather(
        SurveyQuestion question, ChangeRequest request, LocalDate today, Surroundings surroundings,
            CancellationToken cancellation)
    {
        var (folder, names) = (question.Folder, question.Names);
        using var git = GitRepository.Find(folder);
        var head = git is null ? null : git.Commit("HEAD", cancellation);
        if (head is null && request is ChangeRequest.Since)
            throw new UsageException("--base needs a git repository with a commit");
        var change = git is null || head is null
            ? NoHistory(request)
            : JudgedChange.Resolve(request, git, head, surroundings.Setting("GITHUB_SHA"), cancellation);
        var files = new RepoFiles(git?.Root ?? folder);
        var tree = head is null ? null : git!.Tree(head.Id, cancellation);
        var notes = ImmutableArray.CreateBuilder<string>();
        var (policy, problems) = PolicyOf(files, change, git, notes, cancellation);
        var paths = names.Count > 0
            ? RunbookFolder.Named(files, names, surroundings.Folder) : RunbookFolder.Find(files, policy, tree);
        paths = WithoutLinks(paths, files, tree, notes);
        if (paths.Count > ManyMin) surroundings.Error.WriteLine($"githubops: reading {paths.Count} runbooks …");
        if (request is ChangeRequest.Pull pull) NotePull(pull, head, surroundings.Setting("GITHUB_EVENT_NAME"), notes);
        var cases = ImmutableArray.CreateBuilder<RunbookCase>();
        var mentions = git is null || tree is null ? null : new MentionSurvey(files, tree, change, git);
        // In a change, drift that it has not caused is a line of the report; elsewhere it is worth a look.
        var drift = mentions is null || request is not ChangeRequest.Nothing
            ? null : new DriftSurvey(files, tree!, git!, cancellation);
        foreach (var path in paths)
        {
            var read = tree?.SubmoduleOf(path) is { } submodule
                ? Elsewhere(path, submodule) : Read(path, files, change, git, cancellation);
            cases.Add(
                mentions is null ? read : Drifted(mentions.Look(read, cancellation), mentions, drift, cancellation));
        }

        if (mentions is { IsCut: true }) notes.Add("too many files to look for lost words; unknown for some runbooks");
        var runbooks = cases.ToImmutable();
        // Only a stamp that this change brings is compared with what its author saw.
        var author = change.Author is not null &&
            runbooks.Any(x => x.Before is not null || change.Changes.ContainsKey(x.Path))
            ? git!.Tree(change.Author, cancellation)
            : null;
        if (tree is null) notes.Add("no git repository here: ages and front matter are judged, covered paths are not");
        var facts = RepoKnowledge.Add(new RunbookFacts(today, policy) { Tree = tree }, files) with
        {
            Runbooks = runbooks,
            Touch = change.Touch,
            Tree = tree,
            DiskTree = tree is null ? DiskTree.Of(runbooks, files) : null,
            AuthorTree = author,
            Partial = names.Count > 0,
            Repository = surroundings.Setting("GITHUB_REPOSITORY"),
            Moved = change.Moved,
            Baseline = BaselineOf(question.Baseline, files, change, git, cancellation),
        };
        return new(
            facts,
            problems,
            notes.ToImmutable())
        {
            GitProcesses = git?.ProcessCount ?? 0,
        };
    }

    private static void NotePull(
        ChangeRequest.Pull pull, GitCommit? head, string? name, ImmutableArray<string>.Builder notes)
    {
        if (name == "pull_request_target" && head?.Id == pull.Head)
            notes.Add(
                "pull_request_target with the pull request's own files: safe here, and not for what runs beside it");
        if (name == "pull_request" && pull.IsFromFork)
            notes.Add(
                "a pull request from a fork: its token only reads, so no SARIF, issue or comment is written from here");
    }

    /// <summary>A link to a runbook that is judged anyway is noted, and not judged twice.</summary>
    private static ImmutableSortedSet<string> WithoutLinks(
        ImmutableSortedSet<string> paths, RepoFiles files, RepoTree? tree, ImmutableArray<string>.Builder notes)
    {
        foreach (var path in paths)
        {
            if (tree?.Find(path) is { IsLink: false }) continue;
            if (files.TargetOf(path) is not { } target || !paths.Contains(target)) continue;
            notes.Add($"{Problems.ShownPath(path)} is a link to {Problems.ShownPath(target)}, which is judged there");
            paths = paths.Remove(path);
        }

        return paths;
    }

    private static JudgedChange NoHistory(ChangeRequest request) => request is ChangeRequest.Nothing
        ? JudgedChange.None
        : JudgedChange.None with
        {
            Touch = new RunbookTouch.Unknown("there is no git repository here",
                "Check the repository out with actions/checkout before this step."),
        };

    /// <summary>
    /// A change cannot loosen the gate it has to pass: where it edits the policy, the base's policy judges it, unless
    /// that one cannot be read (or does not exist yet).
    /// </summary>
    private static (RunbookPolicy Policy, ImmutableArray<Problem> Problems) PolicyOf(
        RepoFiles files, JudgedChange change, GitRepository? git, ImmutableArray<string>.Builder notes,
            CancellationToken cancellation)
    {
        var here = RunbookFolder.Policy(files);
        if (git is null || !change.Changes.TryGetValue(RunbookFolder.PolicyFile, out var edit) || edit.IsNew)
            return here;
        if (git.Objects.Find(edit.OldId, cancellation) is not { Content: { } content }) return here;
        var before = RunbookPolicyReader.Read(RunbookFolder.PolicyFile, Encoding.UTF8.GetString(content));
        if (before.Problems.Length > 0) return here;
        notes.Add($"this change edits {RunbookFolder.PolicyFile}: it is judged by the policy of its base");
        return (before.Policy, here.Problems);
    }

    /// <summary>With the base's file beside it, where the change edits it.</summary>
    private static RunbookBaseline? BaselineOf(
        string path, RepoFiles files, JudgedChange change, GitRepository? git, CancellationToken cancellation)
    {
        if (files.ReadText(path, RunbookBaseline.BytesMax) is not { } text) return null;
        var baseline = RunbookBaseline.Read(path, text);
        if (git is null || !change.Changes.TryGetValue(path, out var edit) || edit.IsNew) return baseline;
        if (git.Objects.Find(edit.OldId, cancellation, RunbookBaseline.BytesMax) is not { Content: { } content })
            return baseline;
        var before = RunbookBaseline.Read(path, Encoding.UTF8.GetString(content));
        return before.Problems.IsEmpty
            ? new(path, baseline.Entries, baseline.Problems) { Before = before } : baseline;
    }

    private static RunbookCase Drifted(
        RunbookCase runbook, MentionSurvey mentions, DriftSurvey? survey, CancellationToken cancellation) =>
        survey?.Look(runbook) is var (drift, changes)
            ? runbook with { Drift = drift with { Lost = mentions.Lost(runbook, changes, cancellation) } } : runbook;

    /// <summary>
    /// Which commit of a submodule lies here is known, not whether its files are those of that commit.
    /// </summary>
    private static RunbookCase Elsewhere(string path, string submodule) => new(new RunbookReading(path, null, null,
    [
        Problem.Warning("RB005", $"unknown: in submodule {Problems.ShownPath(submodule)} (gitlink); not checked", path,
            1, 0,
            "Check it in its own repository."),
    ]), null);

    private static RunbookCase Read(
        string path, RepoFiles files, JudgedChange change, GitRepository? git, CancellationToken cancellation)
    {
        var (bytes, truncated, problem) = files.Read(path);
        var reading = bytes is null
            ? new RunbookReading(path, null, null, [problem!]) : RunbookReader.Read(path, bytes, truncated);
        if (git is null || !change.Changes.TryGetValue(path, out var edit) || edit.IsNew) return new(reading, null);
        var before = git.Objects.Find(edit.OldId, cancellation);
        return new(reading, before?.Content is { } content ? RunbookReader.Read(path, content) : null);
    }
}

/// <summary>What is to be surveyed.</summary>
/// <param name="Folder">The checkout, or a folder in it.</param>
/// <param name="Names">Runbooks and folders; empty: all of the policy.</param>
internal sealed record SurveyQuestion(string Folder, IReadOnlyList<string> Names)
{
    /// <summary>The file of exemptions, from the repository's root.</summary>
    public string Baseline { get; init; } = RunbookBaseline.Place;
}
