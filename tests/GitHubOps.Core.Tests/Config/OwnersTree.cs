namespace GitHubOps.Core.Tests;

/// <summary>A repository's OWNERS files with what the original answers for each of its paths.</summary>
internal static class OwnersTree
{
    /// <summary>Compares every line of <c>expected.tsv</c> with what <c>tree/</c> says.</summary>
    public static void Check(string folder)
    {
        var tree = Path.Combine(folder, "tree");
        var files = Directory.EnumerateFiles(tree, "*", SearchOption.AllDirectories)
            .Select(file => new RepoFile(Path.GetRelativePath(tree, file).Replace('\\', '/'), File.ReadAllText(file)));
        var owners = RepoOwners.Read([.. files]);
        var lines = File.ReadAllLines(Path.Combine(folder, "expected.tsv"));
        var wrong = new List<string>();
        foreach (var line in lines)
        {
            var actual = Line(owners.Of(line.Split('\t')[0]));
            if (actual != line) wrong.Add($"expected {line}\n     was {actual}");
        }

        Console.WriteLine($"{lines.Length} paths of {Path.GetFileName(folder)} compared, {wrong.Count} differ");
        lines.Length.ShouldBeGreaterThan(0);
        wrong.Take(5).ShouldBeEmpty();
    }

    private static string Line(OwnersRow row) => string.Join('\t',
    [
        row.Path,
        row.ApproversFolder,
        string.Join(',', row.LeafApprovers),
        string.Join(',', row.Approvers),
        row.ReviewersFolder,
        string.Join(',', row.LeafReviewers),
        string.Join(',', row.Reviewers),
        string.Join(',', row.RequiredReviewers),
        string.Join(',', row.Labels),
    ]);
}
