using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

internal sealed partial class Acts
{
    private const int LabelNameMax = 50;
    private const int LabelDescriptionMax = 100;

    public SandboxLabel CreateLabel(
        Actor by, SandboxRepository repository, string name, string color, string? description)
    {
        RefuseWhenArchived(repository);
        CheckLabel(repository, null, name, color, description);
        var label = world.Keep(new SandboxLabel(world.NextId(), name, color.ToLowerInvariant(), description));
        repository.Labels = repository.Labels.Add(label);
        emitter.Label("created", repository, label, by);
        return label;
    }

    public void EditLabel(
        Actor by, SandboxRepository repository, SandboxLabel label, string? name, string? color, string? description)
    {
        RefuseWhenArchived(repository);
        CheckLabel(repository, label, name ?? label.Name, color ?? label.Color, description);
        var changes = new JsonObject();
        if (name is not null && name != label.Name) changes["name"] = new JsonObject { ["from"] = label.Name };
        if (color is not null && color != label.Color) changes["color"] = new JsonObject { ["from"] = label.Color };
        if (description is not null && description != label.Description)
            changes["description"] = new JsonObject { ["from"] = label.Description ?? "" };
        if (changes.Count == 0) return;
        label.Name = name ?? label.Name;
        label.Color = color?.ToLowerInvariant() ?? label.Color;
        label.Description = description ?? label.Description;
        emitter.Label("edited", repository, label, by, changes);
    }

    /// <summary>
    /// The label leaves every issue, and each tells <c>unlabeled</c> without saying which label it was.
    /// </summary>
    public void DeleteLabel(Actor by, SandboxRepository repository, SandboxLabel label)
    {
        RefuseWhenArchived(repository);
        repository.Labels = Without(repository.Labels, label);
        world.Forget(label.NodeId);
        emitter.Label("deleted", repository, label, by);
        foreach (var issue in repository.Issues.Values.Where(i => i.Labels.Contains(label)))
        {
            issue.Labels = Without(issue.Labels, label);
            Append(issue, Entry("unlabeled", by) with { Label = label, LabelName = label.Name });
            emitter.Issue("unlabeled", issue, by);
        }
    }

    /// <summary>By REST: a name that the repository does not know becomes a new label.</summary>
    public void AddLabelsByName(Actor by, SandboxIssue issue, IEnumerable<string> names) =>
        AddLabels(by, issue, [.. names.Select(n => FindOrCreate(by, issue.Repository, n))]);

    public void AddLabels(Actor by, SandboxIssue issue, ImmutableArray<SandboxLabel> labels)
    {
        RefuseWhenArchived(issue.Repository);
        var fresh = labels.Distinct().Where(l => !issue.Labels.Contains(l)).ToList();
        if (issue.Labels.Length + fresh.Count > LabelsMax)
            throw Refusal.Invalid("Issue", "labels", "custom", $"labels can have at most {LabelsMax} items");
        foreach (var label in fresh)
        {
            issue.Labels = issue.Labels.Add(label);
            Append(issue, Entry("labeled", by) with { Label = label, LabelName = label.Name });
            emitter.IssueLabel("labeled", issue, label, by);
        }
    }

    public void RemoveLabels(Actor by, SandboxIssue issue, ImmutableArray<SandboxLabel> labels)
    {
        RefuseWhenArchived(issue.Repository);
        foreach (var label in labels.Distinct().Where(l => issue.Labels.Contains(l)))
        {
            issue.Labels = Without(issue.Labels, label);
            Append(issue, Entry("unlabeled", by) with { Label = label, LabelName = label.Name });
            emitter.IssueLabel("unlabeled", issue, label, by);
        }
    }

    /// <summary>The whole set is replaced: what is not named goes.</summary>
    public void ReplaceLabels(Actor by, SandboxIssue issue, IEnumerable<string> names)
    {
        ImmutableArray<SandboxLabel> wanted = [.. names.Select(n => FindOrCreate(by, issue.Repository, n))];
        RemoveLabels(by, issue, [.. issue.Labels.Where(l => !wanted.Contains(l))]);
        AddLabels(by, issue, wanted);
    }

    private SandboxLabel FindOrCreate(Actor by, SandboxRepository repository, string name) =>
        repository.FindLabel(name) ?? CreateLabel(by, repository, name, "ededed", null);

    private static void CheckLabel(
        SandboxRepository repository, SandboxLabel? self, string name, string color, string? description)
    {
        if (string.IsNullOrWhiteSpace(name)) throw Refusal.Invalid("Label", "name", "missing_field");
        if (name.Length > LabelNameMax) throw Refusal.Invalid("Label", "name", "custom",
            $"name is too long (maximum is {LabelNameMax} characters)");
        if (description?.Length > LabelDescriptionMax) throw Refusal.Invalid("Label", "description", "custom",
            $"description is too long (maximum is {LabelDescriptionMax} characters)");
        if (color.Length != 6 || !color.All(char.IsAsciiHexDigit)) throw Refusal.Invalid("Label", "color", "invalid");
        if (repository.FindLabel(name) is { } other && other != self)
            throw Refusal.Invalid("Label", "name", "already_exists");
    }
}
