using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary><c>mode:</c> inside a section. The more careful of it and the file's holds.</summary>
internal static class SectionModes
{
    public const string Key = "mode";

    public static Field<Mode?> Field { get; } = new(Key, Kinds.Mode,
        "The section's own mode; the more careful of it and the file's holds.")
    {
        Default = "the file's mode",
    };

    /// <summary>Keeps the section's own mode. <paramref name="node"/> is the section.</summary>
    public static void Read(OpsNode node, string section, PolicyDraft draft)
    {
        if ((node as OpsMap)?.Find(Key) is not { } entry) return;
        if (Kinds.Mode.Read(entry.Value, $"{section}.{Key}", draft) is not { } mode) return;
        draft.SectionModes[section] = mode;
        if (mode > draft.Mode)
            draft.Problems.Notice(ProblemCodes.WrongValue, entry.Value.At,
                $"`{section}` follows the file's `mode: {draft.Mode.Print()}`, which is more careful",
                "Change `mode` at the top of the file, or take this line away.");
    }

    /// <summary>
    /// Leaves out of a policy what its sections' modes forbid. What is in dry-run in a live file is decided beside it;
    /// in a file that is itself in dry-run there is no difference.
    /// </summary>
    public static RepoPolicy Apply(RepoPolicy whole)
    {
        var isTried = whole.Mode == Mode.Live && Acting.Any(section => ModeOf(whole, section) == Mode.DryRun);
        var obeyed = Without(whole, mode => mode < whole.Mode);
        return isTried ? obeyed with { Trial = Without(whole, mode => mode == Mode.Paused) } : obeyed;
    }

    /// <summary>Sections that something obeys and that can be left out.</summary>
    private static ImmutableArray<string> Acting { get; } =
        ["assign", "sla", "escalate", "feedback", "support", "newcomers"];

    private static Mode ModeOf(RepoPolicy policy, string section) =>
        policy.SectionModes.GetValueOrDefault(section, Mode.Live);

    private static RepoPolicy Without(RepoPolicy policy, Func<Mode, bool> isLeftOut)
    {
        if (isLeftOut(ModeOf(policy, "assign"))) policy = policy with { Assign = AssignPolicy.HeldBack };
        if (isLeftOut(ModeOf(policy, "sla")))
            policy = policy with { Targets = ImmutableDictionary<Metric, TargetTable>.Empty };
        if (isLeftOut(ModeOf(policy, "escalate"))) policy = policy with { Escalation = EscalationPolicy.None };
        if (isLeftOut(ModeOf(policy, "feedback")) && policy.Later.Feedback is { } feedback)
            policy = policy with { Later = policy.Later with { Feedback = feedback with { Sla = null } } };
        if (isLeftOut(ModeOf(policy, "support"))) policy = policy with { Later = policy.Later with { Support = null } };
        if (isLeftOut(ModeOf(policy, "newcomers")))
            policy = policy with { Later = policy.Later with { Newcomers = null } };
        return policy;
    }
}
