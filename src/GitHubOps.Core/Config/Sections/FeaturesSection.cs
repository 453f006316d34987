namespace GitHubOps.Core;

/// <summary>How wishes are counted.</summary>
/// <param name="AskVotes">The comment asks for votes.</param>
/// <param name="PromoteAt">Votes that put a wish on the agenda.</param>
/// <param name="Expire">Null: never.</param>
public sealed record FeaturesPolicy(bool AskVotes, int? PromoteAt, Target? Expire);

/// <summary><c>features:</c> — how wishes are counted.</summary>
internal sealed class FeaturesSection : LaterSection<FeaturesPolicy>
{
    private static readonly Field<bool?> AskVotes =
        new("ask_votes", Kinds.Truth, "The comment asks for votes.") { Default = "false" };

    private static readonly Field<int?> PromoteAt =
        new("promote_at", Kinds.Number(1, 10_000), "The votes that put a wish on the agenda.");

    private static readonly Field<FeatureLife> Expire = new("expire", Kinds.Parsed(
        new TextShape("time after which a wish expires", ["never", "52w"])
        {
            Words = ["never"],
            Pattern = "^[0-9]{1,7}(m|h|d|w)$",
        },
        FeatureLife.Parse), "When a wish without votes leaves the list. Nobody closes it.")
    {
        Default = "never",
    };

    public override string Key => "features";

    public override string Says => "How wishes are counted. None is closed for lack of votes.";

    protected override Kind<FeaturesPolicy> Kind { get; } = Kinds.Map(
        "map of how wishes are counted", "{ ask_votes: true, promote_at: 10, expire: never }",
        [SectionModes.Field, AskVotes, PromoteAt, Expire],
        read => new FeaturesPolicy(read.Get(AskVotes) ?? false, read.Get(PromoteAt), read.Get(Expire)?.EndsAfter));

    protected override LaterPolicy Keep(LaterPolicy later, FeaturesPolicy read) => later with { Features = read };

    private sealed record FeatureLife(Target? EndsAfter)
    {
        public static FeatureLife? Parse(string text) =>
            text == "never" ? new FeatureLife(EndsAfter: null)
                : Target.TryParse(text, out var time) && !time.IsBusiness ? new FeatureLife(time) : null;
    }
}
