namespace GitHubOps.Sandbox;

public sealed partial class SandboxHand
{
    private const string FormFolder = ".github/ISSUE_TEMPLATE/";

    /// <summary>
    /// Fills in an issue form. GitHub applies the form's labels, assignees and type itself, also for people without any
    /// right: labels that do not exist and people who cannot be assigned are left out.
    /// </summary>
    /// <param name="formFile">A file of <c>.github/ISSUE_TEMPLATE</c>, there or in the owner's <c>.github</c>
    /// repository.</param>
    /// <param name="answers">
    /// By the field's id, or by its label where it has none. Several chosen options stand on lines of their own.
    /// </param>
    public Task<SandboxIssue> OpenFormAsync(
        string repository, string formFile, string title, IReadOnlyDictionary<string, string> answers) => Do(() =>
    {
        var where = _world.Repository(repository);
        Need(where, RepositoryRole.Read);
        var form = IssueForm.Read(FormText(where, formFile));
        return Acts.OpenIssue(Me, where, new IssueDraft(title, form.Body(answers))
        {
            Labels = [.. form.Labels.Select(where.FindLabel).OfType<SandboxLabel>()],
            Assignees = [.. form.Assignees.Select(_world.FindAccount).OfType<SandboxAccount>()],
            Type = form.Type is { } type
                ? where.Owner.IssueTypes.FirstOrDefault(t => t.Name.Equals(type, StringComparison.OrdinalIgnoreCase))
                : null,
        });
    });

    /// <summary>The owner's defaults count only where the repository has no templates of its own.</summary>
    private string FormText(SandboxRepository repository, string file)
    {
        var own = repository.Head?.Files.Keys.Any(p => p.StartsWith(FormFolder, StringComparison.Ordinal)) ?? false;
        var from = own ? repository : _world.FindRepository($"{repository.Owner.Login}/.github");
        return from?.ReadFile(FormFolder + file)
            ?? throw Refusal.NotFound($"{repository.FullName} has no form {file}");
    }
}
