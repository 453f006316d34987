namespace GitHubOps.Core;

/// <summary>A file of a proposal, and what it is for.</summary>
/// <param name="Why">A part of a sentence of ours; words of files stand in code spans.</param>
/// <param name="IsNew">False: it takes the place of the one that is there.</param>
public sealed record RemedyFile(RepoFile File, string Why, bool IsNew);

/// <summary>
/// What files can mend of that which <c>doctor</c> finds. One remedy, one file, one line in <see cref="DoctorFix"/>. It
/// adds files, and rewrites none that somebody wrote by hand but for a line at its end.
/// </summary>
internal abstract class DoctorRemedy
{
    /// <summary>Code of the check whose finding goes away.</summary>
    public abstract string Mends { get; }

    /// <summary>None where nothing is missing, or where only a person can say what is right.</summary>
    public abstract IEnumerable<RemedyFile> Files(DoctorFacts facts);
}
