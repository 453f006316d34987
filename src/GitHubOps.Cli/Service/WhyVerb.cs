using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using GitHubOps.Core;
using GitHubOps.Server;

namespace GitHubOps.Cli;

/// <summary>What <c>githubops why</c> says of one thing, for machines.</summary>
internal sealed record WhyFact(
    string What, string By, string Rule, string Because, string? Place, string? Revision, string? At, string? Input,
    string? Delivery);

/// <summary>A decision of the journal, for machines.</summary>
internal sealed record WhyLine(string At, string Rule, string Because, ImmutableArray<string> Effects, string Revision,
    string? Input);

internal sealed record WhyAnswer(string Issue, ImmutableArray<WhyFact> Facts, ImmutableArray<WhyLine> Journal);

/// <summary><c>githubops why</c>: whence each label, assignee and time of an issue comes.</summary>
internal sealed class WhyVerb : Verb
{
    public override Command Build(Surroundings surroundings)
    {
        var issue = new Argument<string>("ISSUE") { Description = "OWNER/NAME#NUMBER" };
        var format = DeliveriesOptions.Format();
        var journal = new Option<bool>("--journal")
        {
            Description = "Every decision too, also those not to act, oldest first."
        };
        var store = new Option<string?>("--store")
        {
            Description = "What the service was started with (default: $GITHUBOPS_STORE).", HelpName = "sqlite:PATH",
        };
        var command = new VerbCommand(
            "why",
            "Say of each label, of the assignee and of each time of an issue where it comes from: which person or " +
            "rule, by which line of the files, and what was told to us then. Only reads; the service may run " +
            "meanwhile.",
            "githubops why acme/app#12", "githubops why acme/app#12 --journal --store sqlite:/var/lib/githubops/ops.db")
        {
            issue, journal, store, format,
        };
        command.SetAction(result =>
        {
            var reference = ReadIssue(result.GetValue(issue)!);
            var answer = Answer(reference, Read(reference, result.GetValue(store), surroundings),
                result.GetValue(journal));
            surroundings.Out.Write(result.GetValue(format) == "json"
                ? JsonSerializer.Serialize(answer, WhyJson.Default.WhyAnswer) + "\n"
                : Text(answer));
            return ExitCodes.Pass;
        });
        return command;
    }

    private static IssueRef ReadIssue(string text)
    {
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        return hash > 0 && RepoName.TryParse(text[..hash], out var repo)
            && int.TryParse(text[(hash + 1)..], out var number) && number > 0
            ? new IssueRef(repo.Value, number)
            : throw new UsageException("an issue is named like acme/app#12");
    }

    private static SqliteProvenance Read(IssueRef issue, string? given, Surroundings surroundings)
    {
        var store = given ?? surroundings.Setting("GITHUBOPS_STORE")
            ?? throw new UsageException("no store is given: set --store");
        if (!store.StartsWith(StoreHistory.Scheme, StringComparison.Ordinal))
            throw new UsageException("--store must be like sqlite:PATH");
        var file = Path.GetFullPath(store[StoreHistory.Scheme.Length..], surroundings.Folder);
        if (!File.Exists(file)) throw new UsageException($"--store: there is no {store[StoreHistory.Scheme.Length..]}");
        try
        {
            return SqliteProvenance.Read(file, issue)
                ?? throw new UsageException($"the store knows nothing of {issue}");
        }
        catch (IOException failure)
        {
            throw new UsageException($"--store: {failure.Message}");
        }
    }

    private static WhyAnswer Answer(IssueRef issue, SqliteProvenance known, bool withJournal)
    {
        var policy = known.Files is { } files ? PolicyReader.Read(files).Policy : null;
        var facts = Provenance.Tell(known.State, known.Journal, known.Files, policy);
        return new WhyAnswer(issue.ToString(), [.. facts.Select(ToFact)],
            withJournal ? [.. known.Journal.Select(ToLine)] : []);
    }

    private static WhyFact ToFact(ProvenanceFact fact) =>
        new(fact.What, fact.ByPerson ? "person" : "rule", fact.Rule, fact.Because,
        fact.Place?.ToString(), fact.Told?.Revision, fact.Told?.At.ToString(), fact.Told?.Happened,
        fact.Told?.Delivery);

    private static WhyLine ToLine(JournalLine line) => new(
        line.At.ToString(), line.Rule, line.Because, [.. line.Effects.Select(EffectText.Of)], line.Revision,
        line.Happened);

    private static string Text(WhyAnswer answer)
    {
        var text = new StringBuilder($"{answer.Issue}\n");
        if (answer.Facts.IsEmpty) text.Append("Nothing on it comes from us, and nobody's choice is known.\n");
        foreach (var fact in answer.Facts)
        {
            text.Append($"\n{Shown(fact.What)}\n    {Shown(fact.Because)}\n    by {fact.By} ({fact.Rule})");
            if (fact.Place is { } place) text.Append($", {place}");
            if (fact.Revision is { Length: > 0 } revision) text.Append($", files {revision}");
            if (fact.At is not null)
                text.Append(
                    $"\n    decided {fact.At} on {fact.Input ?? "something"} (delivery {Shown(fact.Delivery!)})");
            text.Append('\n');
        }

        if (!answer.Journal.IsEmpty) text.Append("\nJournal\n");
        foreach (var line in answer.Journal)
            text.Append(
                $"    {line.At} {line.Rule}: {string.Join(", ", line.Effects.Select(Shown))}: {Shown(line.Because)}\n");
        return text.ToString();
    }

    private static string Shown(string text) => Problems.ShownPath(text);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(WhyAnswer))]
internal sealed partial class WhyJson : JsonSerializerContext;
