namespace GitHubOps.Core;

/// <summary>How much a <see cref="Problem"/> matters.</summary>
public enum ProblemLevel
{
    Notice,
    Warning,
    Error,
}

/// <summary>
/// The one shape of "a person must fix this". Every problem shown to a person has a code, a place and, where possible,
/// a remedy. <paramref name="Line"/> and <paramref name="Column"/> count from 1; 0 means that the place is the whole
/// file.
/// </summary>
public sealed record Problem(
    string Code,
    ProblemLevel Level,
    string Text,
    string? File = null,
    int Line = 0,
    int Column = 0,
    string? Remedy = null)
{
    public static Problem Error(string code, string text, string? file = null, int line = 0, int column = 0,
        string? remedy = null) =>
        new(code, ProblemLevel.Error, text, file, line, column, remedy);

    public static Problem Warning(string code, string text, string? file = null, int line = 0, int column = 0,
        string? remedy = null) =>
        new(code, ProblemLevel.Warning, text, file, line, column, remedy);

    /// <summary><c>file:line:column: what is wrong. what to write instead</c></summary>
    public override string ToString()
    {
        var place = File is null
            ? "" : Line == 0 ? $"{File}: " : Column == 0 ? $"{File}:{Line}: " : $"{File}:{Line}:{Column}: ";
        return Remedy is null ? $"{place}{Text}" : $"{place}{Text.TrimEnd('.')}. {Remedy}";
    }
}
