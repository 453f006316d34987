using System.Collections.Immutable;
using System.Text;

namespace GitHubOps.Core;

/// <summary>What one pull request can bring, and what is left to do for others.</summary>
/// <param name="Files">In the order in which they were thought of; each path once. Empty: nothing can be mended
/// so.</param>
/// <param name="Notes">Sentences on where the contents come from and what is to be filled in.</param>
/// <param name="Rest">What is found after the merge all the same: only a person, or the service itself, can mend
/// it.</param>
public sealed record FixPlan(
    ImmutableArray<RemedyFile> Files, ImmutableArray<string> Notes, ImmutableArray<Problem> Rest)
{
    public const string Title = "Add what the operating model lacks";

    private const int BodyBytesMax = 60_000;

    /// <summary>The pull request's text.</summary>
    public string Body()
    {
        var text = new StringBuilder(
            "`githubops doctor --fix` proposes this. Nothing of it is obeyed before it is merged.\n\n");
        foreach (var file in Files)
            text.Append($"- {Markdown.Cell(file.File.Path)}: {Markdown.Sentence(file.Why)}\n");
        if (!Notes.IsEmpty) text.Append("\nPlease look at these before you merge:\n\n");
        foreach (var note in Notes) text.Append($"- {Markdown.Sentence(note)}\n");
        if (!Rest.IsEmpty) text.Append("\nWhat no file can mend:\n\n");
        foreach (var problem in Rest) text.Append(Markdown.Item(problem));
        return Markdown.Fit(text.ToString(), BodyBytesMax, "\n… and more: `githubops doctor` shows all of it.\n");
    }
}

/// <summary>Plans the one pull request of <c>doctor --fix</c>. Pure: the same facts give the same files.</summary>
public static class DoctorFix
{
    /// <summary>THE list. A later one sees the files of those before it.</summary>
    internal static ImmutableArray<DoctorRemedy> All { get; } =
    [
        new ConfigurationRemedy(),
        new OwnersRemedy(),
        new FormRemedy(),
        new OperatingModelRemedy(),
    ];

    public static FixPlan Plan(DoctorFacts facts)
    {
        var found = DoctorChecks.Run(facts);

        // Where nothing can be written nothing is proposed; and what an unreadable file means, only its author knows.
        if (facts.Hosted.IsArchived || facts.IsShared || IsBroken(facts)) return new FixPlan([], [], found);
        var (now, files) = (facts, ImmutableArray.CreateBuilder<RemedyFile>());
        foreach (var remedy in All)
        {
            foreach (var file in remedy.Files(now).ToList())
            {
                files.RemoveAll(before => before.File.Path == file.File.Path);
                files.Add(file);
                now = now.With(file.File);
            }
        }

        var after = DoctorChecks.Run(now).ToHashSet();
        var mended = All.Select(remedy => remedy.Mends).ToHashSet();
        return new FixPlan(files.ToImmutable(), ConfigurationRemedy.Notes(facts),
            [.. found.Where(problem => !mended.Contains(problem.Code) || after.Contains(problem))]);
    }

    private static bool IsBroken(DoctorFacts facts) =>
        facts.Config.Policy is null && PolicyFiles.Find(facts.Input.Files, PolicyFiles.Ops) is not null;
}
