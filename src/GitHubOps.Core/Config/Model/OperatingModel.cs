using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// The operating model in sentences, for people: who, when, how. Every sentence links to the line that says so. Pure:
/// the same files give the same text, to the byte.
/// </summary>
public static class OperatingModel
{
    /// <summary>Where the document lies in a repository; its links are written for this place.</summary>
    public const string File = "docs/OPERATING_MODEL.md";

    private static readonly ImmutableArray<ModelPart> Parts =
    [
        new ShortPart(),
        new AreaPart(),
        new RotationPart(),
        new TargetPart(),
        new CalendarPart(),
        new RitualPart(),
        new ReleasePart(),
        new IntakePart(),
        new SeverityPart(),
        new AssignPart(),
        new EscalationPart(),
        new LaterPart(),
        new MannersPart(),
    ];

    public static string Write(PolicyInput input, RepoPolicy policy)
    {
        if (PolicyReader.ReadEffective(input).Root is not { } effective) return "";
        var page = new ModelPage(policy.Repo);
        var facts = new CheckFacts { Input = input, Policy = policy, Effective = effective, Now = default };
        page.Line(
            $"<!-- Written by `githubops operating-model`. Change `{PolicyFiles.Ops}` or `OWNERS`, not this file. -->");
        page.Line($"# How {policy.Repo} works");
        page.Line("");
        page.Line($"This page says in words what the files of this repository say to the service. {Mode(policy.Mode)}");
        foreach (var chapter in Parts.GroupBy(part => part.Chapter))
        {
            page.Line("");
            page.Line($"## {chapter.Key}");
            foreach (var part in chapter) part.Write(page, facts);
        }

        return page.ToString();
    }

    private static string Mode(Mode mode) => mode switch
    {
        Core.Mode.Live => "The service acts by it.",
        Core.Mode.Paused => "The service is paused: it listens and does nothing.",
        _ => "The service is on trial: it records what it would do and writes nothing to GitHub.",
    };
}

/// <summary>One part of the document; which chapter it belongs to, and its sentences.</summary>
internal abstract class ModelPart
{
    public const string Short = "In short";
    public const string Who = "Who";
    public const string When = "When";
    public const string How = "How";

    public abstract string Chapter { get; }

    public abstract void Write(ModelPage page, CheckFacts facts);
}
