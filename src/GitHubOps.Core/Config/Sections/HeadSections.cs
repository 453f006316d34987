namespace GitHubOps.Core;

internal sealed class VersionSection : Section
{
    public override string Key => "version";

    public override void Read(OpsNode node, PolicyDraft draft) => draft.Read.Word(node, "version", "1");

    public override void ReadAbsent(PolicyDraft draft) =>
        draft.Read.Missing(draft.Top, "version", "Write `version: 1` as the first line.");
}

/// <summary>Merging is done before sections are read; here, only the word is checked.</summary>
internal sealed class ExtendsSection : Section
{
    public override string Key => "extends";

    public override void Read(OpsNode node, PolicyDraft draft)
    {
        const string example = "`org`, or `org@v3` for a tag";
        if (draft.Read.Text(node, "extends", example) is not { } text || text == "org") return;
        if (text.StartsWith("org@", StringComparison.Ordinal) && text.Length is > 4 and <= 100
            && !text.Any(char.IsWhiteSpace)) return;
        draft.Problems.Error(ProblemCodes.Extends, node.At, $"`{ValueReader.Shown(text)}` cannot be extended",
            $"Write {example}.");
    }
}

internal sealed class ModeSection : Section
{
    public override string Key => "mode";

    public override void Read(OpsNode node, PolicyDraft draft)
    {
        draft.Mode = draft.Read.Word(node, "mode", "paused", "dry-run", "live") switch
        {
            "paused" => Mode.Paused,
            "live" => Mode.Live,
            _ => Mode.DryRun,
        };
    }

    public override void ReadAbsent(PolicyDraft draft) =>
        draft.Problems.Notice(ProblemCodes.Missing, draft.Top, "without `mode` nothing is written to GitHub",
            "Write `mode: live` when it is time.");
}

/// <summary>A section that the format has and nothing reads yet: known by name, not judged.</summary>
internal sealed class LaterSection(string key) : Section
{
    public override string Key => key;

    public override void Read(OpsNode node, PolicyDraft draft)
    {
    }
}

/// <summary>Obeyed while merging; a repository cannot lock anything, nor unlock what the organisation locked.</summary>
internal sealed class LockedSection : Section
{
    public override string Key => "locked";

    public override void Read(OpsNode node, PolicyDraft draft)
    {
        draft.Read.Texts(node, "locked", "a list of keys: `[manners.mentions]`");
        if (draft.ExtendsOrg && node.At.File == PolicyFiles.Ops)
            draft.Problems.Error(ProblemCodes.Locked, node.At, "only the organisation's file can lock keys",
                "Take `locked` away here.");
    }
}
