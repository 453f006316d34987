using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>Reads what a command on runbooks must know: asked for only where a comment holds one.</summary>
internal sealed class RunbookCards(Store store, GitHubAccess github, RunbookGates gates)
{
    /// <summary>Null: the repository keeps no runbooks, or more than are read.</summary>
    public async Task<Answer<RunbookKnowledge?>> ReadAsync(
        InstallationId installation, RepoInfo repo, RepoPolicy policy, CancellationToken ct)
    {
        var gate = await gates.GetAsync(installation, repo, ct);
        if (!gate.IsOk) return gate.Failure;
        if (gate.Value is not { } wanted) return (RunbookKnowledge?)null;
        var calls = github.Client.In(installation, repo, TokenPurpose.Config);
        var tip = await github.Files.ListAsync(calls, repo, tag: null, ct);
        if (!tip.IsOk) return tip.Failure;
        var shelf = await gates.ReadAsync(wanted, calls, tip.Value.Files, ct);
        if (!shelf.IsOk) return shelf.Failure;
        if (shelf.Value is not { } there) return (RunbookKnowledge?)null;
        var cards = RunbookCard.Of(there.Runbooks.Values, new RepoTree(tip.Value.Entries()), policy);
        return new RunbookKnowledge(cards, await store.RunbookEvidenceAsync(repo.Id));
    }
}
