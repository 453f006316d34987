using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Reads a repository's files into a policy that is ready to run. Pure and strict: an unknown key, a wrong type or a
/// name that is not defined is an error with its place, and a file with an error yields no policy, so that the last
/// good one stays in force. Never throws, whatever the files hold.
/// </summary>
public static class PolicyReader
{
    public static PolicyResult Read(PolicyInput input)
    {
        var problems = new ProblemList();
        var draft = ReadFiles(input, problems);
        if (draft is not null) ReadSections(draft);
        var found = problems.ToImmutable();
        return draft is null || problems.HasErrors ? new(null, found) : new(Build(draft, found), found);
    }

    /// <summary>
    /// The effective file: <c>ops.yml</c> with what it inherits, each value with the place it comes from.
    /// </summary>
    public static (OpsMap? Root, ImmutableArray<Problem> Problems) ReadEffective(PolicyInput input)
    {
        var problems = new ProblemList();
        var (root, _) = Merge(input, problems);
        return (root, problems.ToImmutable());
    }

    private static (OpsMap? Root, bool ExtendsOrg) Merge(PolicyInput input, ProblemList problems)
    {
        if (PolicyFiles.Find(input.Files, PolicyFiles.Ops) is not { } file)
        {
            problems.Add(Problem.Error(
                ProblemCodes.MissingFile, $"the repository has no `{PolicyFiles.Ops}`", PolicyFiles.Ops,
                remedy: "Write one, beginning with `version: 1` and `mode: dry-run`."));
            return default;
        }

        if (OpsFile.Read(file.Text, file.Path, problems) is not { } repo) return default;
        if (repo.Find("extends")?.Value is not OpsText { IsNull: false } extends)
        {
            Removals.Check(repo, null, Sections.File, "", problems);
            return (Inheritance.Merge(null, repo), false);
        }

        if (PolicyFiles.PinnedTag(repo) is { } tag && tag != input.OrgTag)
        {
            // Obeying another version than the one that was asked for would be worse than keeping the last good policy.
            problems.Error(ProblemCodes.Extends, extends.At,
                $"`{input.Repo.Owner}/.github` was not read at the tag `{ValueReader.Shown(tag)}`",
                "Write `extends: org`, or a tag that exists there.");
            return default;
        }

        if (PolicyFiles.Find(input.OrgFiles, PolicyFiles.Org) is not { } orgFile)
        {
            problems.Error(ProblemCodes.Extends, extends.At,
                $"`{input.Repo.Owner}/.github` has no file `{PolicyFiles.Org}` that could be extended",
                "Add it there, or take `extends` away. (The tool reads it from a checkout: `--org DIR`.)");
            return default;
        }

        var orgName = PolicyFiles.OrgName(input.Repo, orgFile.Path);
        if (OpsFile.Read(orgFile.Text, orgName, problems) is not { } org) return default;
        if (org.Find("extends") is { } second)
            problems.Error(ProblemCodes.Extends, second.KeyAt, "the organisation's file cannot extend another",
                "Take `extends` away.");
        Removals.Check(org, null, Sections.File, "", problems);
        Removals.Check(repo, org, Sections.File, "", problems);
        var effective = Inheritance.Merge(org, repo);
        Inheritance.CheckLocks(org, repo, effective, problems);
        return (effective, true);
    }

    private static PolicyDraft? ReadFiles(PolicyInput input, ProblemList problems)
    {
        var (root, extendsOrg) = Merge(input, problems);
        if (root is null) return null;
        var own = OwnersAliases.Read(PolicyFiles.Find(input.Files, PolicyFiles.Aliases), problems);
        var inherited = extendsOrg && PolicyFiles.Find(input.OrgFiles, PolicyFiles.Aliases) is { } file
            ? OwnersAliases.Read(file with { Path = PolicyFiles.OrgName(input.Repo, file.Path) }, problems)
            : OwnersAliases.Empty;
        return new PolicyDraft(input, root, extendsOrg, problems)
        {
            Owners = OwnersIndex.Build(input.Files, inherited.OverriddenBy(own), OwnersOptions.Default, problems),
            RepoForms = IssueFormReader.ReadAll(input, problems),
        };
    }

    private static void ReadSections(PolicyDraft draft)
    {
        foreach (var entry in draft.Root.Entries)
            if (!Sections.Keys.Contains(entry.Key)) draft.Read.UnknownKey(entry, "", Sections.Keys);
        foreach (var section in Sections.All)
        {
            if (draft.Root.TryGet(section.Key, out var node)) section.Read(node, draft);
            else section.ReadAbsent(draft);
        }
    }

    private static RepoPolicy Build(PolicyDraft draft, ImmutableArray<Problem> notes) => SectionModes.Apply(new()
    {
        Repo = draft.Input.Repo,
        Revision = draft.Input.Revision,
        Mode = draft.Mode,
        Areas = [.. draft.Areas],
        UnknownOwners = draft.UnknownOwners,
        Forms = [.. draft.RepoForms.Select(form => new IntakeForm(
            form, draft.Intake.GetValueOrDefault(FileName(form), IntakeSection.Unsorted)))],
        Blank = draft.Intake.GetValueOrDefault("blank", IntakeSection.Unsorted),
        SeverityRules = [.. draft.SeverityRules],
        SeverityWords = draft.SeverityWords.ToImmutableDictionary(),
        Rotations = draft.Rotations.ToImmutableDictionary(),
        Assign = draft.Assign,
        Targets = draft.Targets.ToImmutableDictionary(),
        PausesOn = draft.PausesOn,
        IsRetroactive = draft.IsRetroactive,
        Escalation = draft.Escalation,
        Calendars = draft.Calendars.ToImmutableDictionary(),
        DefaultCalendar = draft.DefaultCalendar,
        LabelNames = draft.LabelNames.ToImmutableDictionary(),
        Aliases = draft.Owners.Aliases.Groups.Values
            .ToImmutableDictionary(
                alias => alias.Name, alias => PolicyDraft.Logins(alias.Members), StringComparer.OrdinalIgnoreCase),
        Emeritus = [.. PolicyDraft.Logins(draft.Owners.Emeritus)],
        Leads = Core.Leads.Of(draft.Owners),
        Manners = draft.Manners,
        SectionModes = draft.SectionModes.ToImmutableDictionary(),
        Later = draft.Later,
        Notes = notes,
    });

    internal static string FileName(IssueForm form) => form.File[(form.File.LastIndexOf('/') + 1)..];
}
