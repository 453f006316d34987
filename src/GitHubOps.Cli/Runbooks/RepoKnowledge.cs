using System.Collections.Immutable;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// What the repository's other files tell the rules of runbooks: people, areas, alerts, targets of commands.
/// </summary>
internal static class RepoKnowledge
{
    /// <summary>No repository keeps its alert rules in more YAML files.</summary>
    private const int AlertFilesMax = 5_000;

    public static RunbookFacts Add(RunbookFacts facts, RepoFiles files)
    {
        var ops = files.ReadText(RunbookFolder.PolicyFile, YamlLimits.Config.BytesMax);
        return facts with
        {
            Areas =
            [
                .. ops is null ? [] : RunbookArea.Read(RunbookFolder.PolicyFile, ops),
                .. CoverageSources.Read(Texts(files, facts.Tree, CoverageSources.IsWanted)),
            ],
            Alerts = AlertsOf(files, facts.Tree),
            People = RunbookPeople.Read([.. Texts(files, facts.Tree, RunbookPeople.IsWanted)], ops),
            Files = Texts(files, facts.Tree, CommandsRule.Wanted.Contains).ToImmutableDictionary(x => x.Path,
                x => x.Text),
        };
    }

    /// <summary>Small files of the commit as they lie in the checkout.</summary>
    private static IEnumerable<RepoFile> Texts(RepoFiles files, RepoTree? tree, Func<string, bool> isWanted)
    {
        foreach (var entry in tree?.Files ?? [])
        {
            if (entry.IsLink || entry.IsSubmodule || !isWanted(entry.Path) || !files.Exists(entry.Path)) continue;
            if (files.Read(entry.Path) is { Bytes: { } bytes, Truncated: false })
                yield return new(entry.Path, Encoding.UTF8.GetString(bytes));
        }
    }

    private static ImmutableArray<AlertDefinition> AlertsOf(RepoFiles files, RepoTree? tree)
    {
        var found = ImmutableArray.CreateBuilder<AlertDefinition>();
        var paths = (tree?.Files ?? []).Where(x => !x.IsLink && !x.IsSubmodule && IsYaml(x.Path)).Select(x => x.Path);
        foreach (var path in paths.Where(files.Exists).Take(AlertFilesMax))
        {
            if (files.Read(path) is { Truncated: false, Bytes: { } bytes } && bytes.AsSpan().IndexOf("expr"u8) >= 0)
                found.AddRange(AlertDefinition.Read(path, Encoding.UTF8.GetString(bytes)));
        }

        return found.ToImmutable();
    }

    private static bool IsYaml(string path) => path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) ||
        path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase);
}
