using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>All that OWNERS says of one path. People and labels are sorted by their characters.</summary>
/// <param name="ApproversFolder">The nearest folder whose OWNERS has approvers; <c>""</c> is the root.</param>
public sealed record OwnersRow(
    string Path,
    string ApproversFolder,
    ImmutableArray<string> LeafApprovers,
    ImmutableArray<string> Approvers,
    string ReviewersFolder,
    ImmutableArray<string> LeafReviewers,
    ImmutableArray<string> Reviewers,
    ImmutableArray<string> RequiredReviewers,
    ImmutableArray<string> Labels)
{
    internal static OwnersRow Of(OwnersIndex index, string path) => new(
        path,
        index.NearestFolder(path, OwnersRole.Approvers),
        Sorted(index.Leaf(path, OwnersRole.Approvers)),
        Sorted(index.All(path, OwnersRole.Approvers)),
        index.NearestFolder(path, OwnersRole.Reviewers),
        Sorted(index.Leaf(path, OwnersRole.Reviewers)),
        Sorted(index.All(path, OwnersRole.Reviewers)),
        Sorted(index.All(path, OwnersRole.RequiredReviewers)),
        Sorted(index.All(path, OwnersRole.Labels)));

    private static ImmutableArray<string> Sorted(ImmutableArray<string> names) =>
        names.Sort(StringComparer.Ordinal);
}
