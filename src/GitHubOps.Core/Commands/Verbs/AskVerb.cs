using System.Collections.Immutable;
using System.Text;

namespace GitHubOps.Core;

internal sealed class AskVerb : CommandVerb
{
    private const int ThingsMax = 5;
    private const int CharsMax = 40;

    public override string Name => "ask";

    public override string Usage => "/ask THING, THING";

    public override string Does =>
        "Asks the author for things, named in the comment: the issue waits for them (`waiting/reporter`), and the " +
        "clocks stand still until they answer.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Triage];

    public override ImmutableArray<string> Examples => ["/ask version, logs"];

    public override CommandAnswer Run(CommandCall call)
    {
        var things = call.Line.Rest.Split(',').Select(Plain).Where(thing => thing.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase).ToImmutableArray();
        if (things.IsEmpty) return call.No($"name what is missing: `{Usage}`");
        if (things.Length > ThingsMax) return call.No($"at most {ThingsMax} things can be asked for at once");
        return call.Done(call.State with
        {
            Missing = things,
            Waiting = Waiting.Reporter,
            RemovedByPerson = call.State.RemovedByPerson.Without(label => label == IssueLabels.For(Waiting.Reporter)),
        });
    }

    /// <summary>Letters, digits and spaces: nothing that could become a link or a mention.</summary>
    private static string Plain(string thing)
    {
        var plain = new StringBuilder();
        foreach (var rune in thing.EnumerateRunes())
        {
            if (plain.Length >= CharsMax) break;
            plain.Append(Rune.IsLetterOrDigit(rune) ? rune.ToString() : " ");
        }

        return string.Join(' ',
            plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !IsCommit(word)));
    }

    /// <summary>GitHub makes a link of what could be the name of a commit.</summary>
    private static bool IsCommit(string word) => word.Length >= 7 && word.All(char.IsAsciiHexDigit);
}
