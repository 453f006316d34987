using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A project that the fault may lie in.</summary>
/// <param name="Repo">Where it is reported.</param>
/// <param name="Words">Any of them points there.</param>
/// <param name="Host">The form's answer to <c>host</c> that points there.</param>
public sealed record UpstreamRule(RepoName Repo, ImmutableArray<string> Words, string? Host);

/// <summary><c>upstream:</c> — faults that lie in somebody else's project.</summary>
internal sealed class UpstreamSection : LaterListSection<UpstreamRule>
{
    private static readonly Field<RepoName?> Repo =
        new("repo", NameKinds.Repo, "The repository that the fault lies in.") { IsRequired = true };

    private static readonly Field<ImmutableArray<string>> Words =
        new("words", NameKinds.Words, "Any of these in title or body points there.");

    private static readonly Field<string> Host =
        new("host", Kinds.Free("answer of the form", "Cursor"), "The form's answer to `host` that points there.");

    public override string Key => "upstream";

    public override string Says =>
        "Faults that lie in somebody else's project: said, linked, the clock paused, the reporter told at the end.";

    protected override Kind<UpstreamRule> Item { get; } = Kinds.Map(
        "map of a project", "{ repo: microsoft/vscode, words: [electron] }", [Repo, Words, Host],
        read => new UpstreamRule(read.Get(Repo) ?? default, read.Items(Words), read.Get(Host)));

    protected override LaterPolicy Keep(LaterPolicy later, ImmutableArray<UpstreamRule> read) =>
        later with { Upstream = read };
}
