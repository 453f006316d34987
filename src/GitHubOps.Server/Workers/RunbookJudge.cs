using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>What is said of a change.</summary>
/// <param name="KnowsMore">The Action would say less: it sees neither approvals nor what people said in
/// comments.</param>
internal sealed record RunbookJudgement(CheckVerdict Verdict, bool KnowsMore);

/// <summary>
/// Judges by its runbooks a change that is not merged yet: the rules behind <c>githubops runbooks check</c>, on what
/// the API shows. What cannot be read within the budget is said, and never counted as well.
/// </summary>
internal sealed class RunbookJudge(Store store, GitHubAccess github, RunbookGates gates, RunbookReadings readings,
    TimeProvider time)
{
    /// <summary>More YAML files are not looked through for alert rules.</summary>
    private const int AlertFilesMax = 50;
    private const int TextBytesMax = 64 * 1024;
    private const int OwnersMax = 20;

    private const string TooMany =
        "There are more runbooks than are read here at once. The Action judges them: `githubops runbooks check`.";

    /// <param name="gate">As the default branch wants it: a change cannot loosen the gate that it has to pass.</param>
    /// <param name="change">With its sides.</param>
    /// <param name="approval">Who stands behind it; null: that is not known of a merge group.</param>
    /// <param name="pullNumber">0: it is none.</param>
    /// <param name="ct">Stops the reading.</param>
    public async Task<Answer<RunbookJudgement>> JudgeAsync(
        RunbookGate gate, Change change, RunbookApproval? approval, int pullNumber, CancellationToken ct)
    {
        var sides = change.Tree.Sides!;
        var trees = RunbookTrees.Of(sides.Begun.Entries(), sides.Tip?.Entries(), sides.Head.Entries());
        var files = Files(sides, trees);
        var shelf = await gates.ReadAsync(gate, change.Calls, files, ct);
        if (!shelf.IsOk) return shelf.Failure;
        if (shelf.Value is not { } after)
            return new RunbookJudgement(RunbooksVerdict.NotJudged(TooMany), KnowsMore: false);
        var before = await readings.ReadAsync(change.Calls, Before(sides, trees, after), ct);
        if (!before.IsOk) return before.Failure;
        var mentions = new RunbookMentions(github, change, trees, files);
        var cases = await CasesAsync(mentions, after, before.Value, ct);
        if (!cases.IsOk) return cases.Failure;
        var known = await KnowAsync(change, files, ct);
        if (!known.IsOk) return known.Failure;
        var facts = known.Value with
        {
            Policy = gate.Policy,
            Runbooks = cases.Value,
            Touch = new RunbookTouch.Known(trees.Changes.Keys.ToImmutableSortedSet(StringComparer.Ordinal), ""),
            Tree = trees.Merged,
            AuthorTree = trees.Author,
            Areas = RunbookArea.Read(PolicyFiles.Ops, gate.Ops),
            Moved = trees.Moved,
            Repository = change.Repo.Name.ToString(),
            Approval = approval,
            Evidence = await store.RunbookEvidenceAsync(change.Repo.Id),
        };
        var baseline = await BaselineAsync(change, sides, trees, ct);
        if (!baseline.IsOk) return baseline.Failure;
        var owners = await HostedOwnersAsync(change, facts, trees, ct);
        if (!owners.IsOk) return owners.Failure;
        var report = RunbookChecker.Check(facts with { Baseline = baseline.Value, HostedOwners = owners.Value });
        var verdict = new RunbooksVerdict
        {
            Report = report, Mode = gate.Mode, PullNumber = pullNumber,
            Notes = [.. Notes(after, files, mentions.IsCut)],
        };
        return new RunbookJudgement(verdict.ToVerdict(),
            report.Facts.Runbooks.Any(one => one.StampChanged) || verdict.HearsPeople);
    }

    private static async Task<Answer<ImmutableArray<RunbookCase>>> CasesAsync(
        RunbookMentions mentions, RunbookShelf after, ImmutableDictionary<string, RunbookReading> before,
        CancellationToken ct)
    {
        var cases = ImmutableArray.CreateBuilder<RunbookCase>(after.Runbooks.Count);
        foreach (var reading in after.Runbooks.Values.OrderBy(one => one.Path, StringComparer.Ordinal))
        {
            var looked = await mentions.LookAsync(new RunbookCase(reading, before.GetValueOrDefault(reading.Path)), ct);
            if (!looked.IsOk) return looked.Failure;
            cases.Add(looked.Value);
        }

        return cases.ToImmutable();
    }

    /// <summary>Asked only of people who own a changed runbook and of whom the files say nothing.</summary>
    private async Task<Answer<ImmutableDictionary<string, HostedOwner>>> HostedOwnersAsync(
        Change change, RunbookFacts facts, RunbookTrees trees, CancellationToken ct)
    {
        var owners = facts.Runbooks.Where(one => trees.Changes.ContainsKey(one.Path)).Select(one => one.Runbook?.Owner)
            .OfType<string>()
            .Where(owner => owner.StartsWith('@') && facts.People?.StateOf(owner) == OwnerState.Unverified &&
                !owner.Contains('/', StringComparison.Ordinal))
            .Distinct(StringComparer.OrdinalIgnoreCase).Take(OwnersMax);
        var hosted = ImmutableDictionary.CreateBuilder<string, HostedOwner>();
        foreach (var owner in owners)
        {
            var role = await github.Roles.GetAsync(change.Installation, change.Repo, new Login(owner[1..]), ct);
            if (!role.IsOk) return role.Failure;
            hosted[owner] = new(role.Value == RepoRole.None ? HostedOwnerState.Unknown : HostedOwnerState.Known, null);
        }

        return hosted.ToImmutable();
    }

    private LocalDate Today => time.Now().InUtc().Date;

    /// <summary>All plain files as they would be.</summary>
    private static List<TreeFile> Files(ChangedSides sides, RunbookTrees trees)
    {
        var head = sides.Head.Files.Where(file => sides.Tip is null || trees.Changes.ContainsKey(file.Path));
        var rest = sides.Tip?.Files.Where(file => !trees.Changes.ContainsKey(file.Path)) ?? [];
        return [.. head.Concat(rest)];
    }

    /// <summary>The changed runbooks as they were.</summary>
    private static List<TreeFile> Before(ChangedSides sides, RunbookTrees trees, RunbookShelf after) =>
        [.. sides.Begun.Files.Where(
            file => trees.Changes.ContainsKey(file.Path) && after.Runbooks.ContainsKey(file.Path))];

    /// <summary>What the repository's other files tell: people, alerts, targets of commands.</summary>
    private async Task<Answer<RunbookFacts>> KnowAsync(Change change, List<TreeFile> files, CancellationToken ct)
    {
        var alerts = AlertFiles(files);
        var texts = await github.Files.ReadTextsAsync(change.Calls,
            [
                .. files.Where(file => file.Bytes <= TextBytesMax &&
                    (RunbookPeople.IsWanted(file.Path) || CommandsRule.Wanted.Contains(file.Path)
                        || file.Path == PolicyFiles.Ops)),
                .. alerts,
            ], ct);
        if (!texts.IsOk) return texts.Failure;
        var byPath = texts.Value.ToDictionary(file => file.Path, file => file.Text, StringComparer.Ordinal);
        return new RunbookFacts(Today, RunbookPolicy.Default)
        {
            People = RunbookPeople.Read(
                [.. texts.Value.Where(file => RunbookPeople.IsWanted(file.Path))],
                byPath.GetValueOrDefault(PolicyFiles.Ops)),
            Files = byPath.Where(file => CommandsRule.Wanted.Contains(file.Key)).ToImmutableDictionary(),
            Alerts = [.. alerts.Where(file => byPath[file.Path].Contains("expr", StringComparison.Ordinal))
                .SelectMany(file => AlertDefinition.Read(file.Path, byPath[file.Path]))],
        };
    }

    private static List<TreeFile> AlertFiles(List<TreeFile> files)
    {
        var found = files.Where(IsYaml).ToList();
        return found.Count <= AlertFilesMax ? found : [];
    }

    private static bool IsYaml(TreeFile file) => file.Bytes <= TextBytesMax &&
        (file.Path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) ||
            file.Path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)) &&
        !file.Path.StartsWith(".github/", StringComparison.Ordinal);

    /// <summary>With the base's file beside it, where the change edits it.</summary>
    private async Task<Answer<RunbookBaseline?>> BaselineAsync(
        Change change, ChangedSides sides, RunbookTrees trees, CancellationToken ct)
    {
        if (trees.Merged.Find(RunbookBaseline.Place) is not { IsLink: false } now) return (RunbookBaseline?)null;
        var old = trees.Changes.ContainsKey(RunbookBaseline.Place)
            ? sides.Begun.Files.FirstOrDefault(file => file.Path == RunbookBaseline.Place) : null;
        var there = new TreeFile(RunbookBaseline.Place, now.ObjectId, 0);
        var texts = await github.Files.ReadTextsAsync(change.Calls, old is null ? [there] : [there, old], ct);
        return texts.Select(read =>
        {
            var baseline = RunbookBaseline.Read(RunbookBaseline.Place, read[0].Text);
            if (read.Length < 2) return (RunbookBaseline?)baseline;
            var before = RunbookBaseline.Read(RunbookBaseline.Place, read[1].Text);
            return before.Problems.IsEmpty
                ? new(baseline.File, baseline.Entries, baseline.Problems) { Before = before } : baseline;
        });
    }

    private static IEnumerable<string> Notes(RunbookShelf shelf, List<TreeFile> files, bool isCut)
    {
        if (shelf.TooLong > 0) yield return $"{shelf.TooLong} documents are longer than 1 MiB and were not read.";
        if (files.Count(IsYaml) > AlertFilesMax)
            yield return $"Alert rules were not looked at: there are more than {AlertFilesMax} YAML files.";
        if (isCut)
            yield return "Words of the steps that have left the covered code were not looked for everywhere: that " +
                "would take too many requests. The Action and the tool do.";
    }
}
