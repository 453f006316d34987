namespace GitHubOps.Core;

internal sealed class VersionSection : Section
{
    private static readonly Kind<string> One = Kinds.Word("version of the format", "1");

    public override string Key => "version";

    public override string Says => "The version of the format.";

    public override Shape Shape => One.Shape;

    public override bool IsRequired => true;

    public override void Read(OpsNode node, PolicyDraft draft) => One.Read(node, Key, draft);

    public override void ReadAbsent(PolicyDraft draft) =>
        draft.Read.Missing(draft.Top, "version", "Write `version: 1` as the first line.");
}

/// <summary>Merging is done before sections are read; here, only the word is checked.</summary>
internal sealed class ExtendsSection : Section
{
    public override string Key => "extends";

    public override string Says => "Takes over the organisation's shared file, `ops/org.yml` of `OWNER/.github`; " +
        "`org@v3` takes it as it stands at the tag `v3`.";

    public override Shape Shape { get; } = new TextShape("shared file", ["org", "org@v3"])
    {
        Words = ["org"],
        Pattern = "^org@\\S{1,96}$",
    };

    public override string Default => "nothing is inherited";

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

    public override string Says => "How far the service goes: `paused` listens and does nothing, `dry-run` decides " +
        "and records, `live` writes to GitHub.";

    public override Shape Shape => Kinds.Mode.Shape;

    public override string Default => "dry-run";

    public override void Read(OpsNode node, PolicyDraft draft) =>
        draft.Mode = Kinds.Mode.Read(node, Key, draft) ?? Mode.DryRun;

    public override void ReadAbsent(PolicyDraft draft) =>
        draft.Problems.Notice(ProblemCodes.Missing, draft.Top, "without `mode` nothing is written to GitHub",
            "Write `mode: live` when it is time.");
}

/// <summary>Obeyed while merging; a repository cannot lock anything, nor unlock what the organisation locked.</summary>
internal sealed class LockedSection : Section
{
    private static readonly Kind<string> Path =
        Kinds.Parsed(new TextShape("key with those above it", ["manners.mentions"]), text => text);

    public override string Key => "locked";

    public override string Says => "In the organisation's file only: keys that no repository may change.";

    public override Shape Shape { get; } = new ListShape(Path.Shape, "[manners.mentions, severities]");

    public override void Read(OpsNode node, PolicyDraft draft)
    {
        draft.Read.Texts(node, "locked", "a list of keys: `[manners.mentions]`");
        if (draft.ExtendsOrg && node.At.File == PolicyFiles.Ops)
            draft.Problems.Error(ProblemCodes.Locked, node.At, "only the organisation's file can lock keys",
                "Take `locked` away here.");
    }
}
