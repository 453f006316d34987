namespace GitHubOps.Core;

/// <summary>
/// <c>mode:</c> inside a section. The more careful of it and the file's holds. A section of the file that is not live
/// does nothing: what it would have done is computed for the whole file only.
/// </summary>
internal static class SectionModes
{
    public const string Key = "mode";

    public static Field<Mode?> Field { get; } = new(Key, Kinds.Mode,
        "The section's own mode; the more careful of it and the file's holds.")
    {
        Default = "the file's mode",
    };

    /// <summary>
    /// True where the section may act as far as its own mode goes. <paramref name="node"/> is the section.
    /// </summary>
    public static bool IsLive(OpsNode node, string section, PolicyDraft draft)
    {
        if ((node as OpsMap)?.Find(Key) is not { } entry) return true;
        if (Kinds.Mode.Read(entry.Value, $"{section}.{Key}", draft) is not { } mode) return true;
        draft.SectionModes[section] = mode;
        if (mode == Mode.DryRun && draft.Mode == Mode.Live && Sections.File.Find(section)!.IsActive)
            draft.Problems.Notice(ProblemCodes.NotYet, entry.Value.At,
                $"`{section}` does nothing in `dry-run`, and what it would do is not shown yet",
                "For a dry run that is shown, write `mode: dry-run` at the top of the file.");
        else if (mode > draft.Mode)
            draft.Problems.Notice(ProblemCodes.WrongValue, entry.Value.At,
                $"`{section}` follows the file's `mode: {draft.Mode.Print()}`, which is more careful",
                "Change `mode` at the top of the file, or take this line away.");
        return mode == Mode.Live;
    }
}
