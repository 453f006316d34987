namespace GitHubOps.Core;

/// <summary>
/// Something that a repository needs beside a good configuration. One check, one file, one line in
/// <see cref="DoctorChecks"/>.
/// </summary>
public abstract class DoctorCheck
{
    private protected DoctorCheck()
    {
    }

    /// <summary>Stays the same for ever: people filter by it.</summary>
    public abstract string Code { get; }

    /// <summary>What it finds and why that matters, for the list in the documentation.</summary>
    public abstract string Help { get; }

    public abstract IEnumerable<Problem> Check(DoctorFacts facts);

    private protected Problem Error(string text, string remedy) =>
        new(Code, ProblemLevel.Error, text, Remedy: remedy);

    private protected Problem Warning(string text, string remedy) =>
        new(Code, ProblemLevel.Warning, text, Remedy: remedy);

    private protected Problem Notice(string text, string? remedy = null) =>
        new(Code, ProblemLevel.Notice, text, Remedy: remedy);
}
