using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace GitHubOps.Core;

public enum CheckConclusion
{
    Success,

    /// <summary>Nothing was judged; it blocks nobody.</summary>
    Neutral,
    Failure,

    /// <summary>Well-formed, but a person must agree.</summary>
    ActionRequired,
}

/// <summary>What is said on a line of a file. <paramref name="Line"/> counts from 1.</summary>
public sealed record CheckAnnotation(string Path, int Line, ProblemLevel Level, string Title, string Message)
{
    /// <summary>Of a problem that lies in a file.</summary>
    public static CheckAnnotation Of(Problem problem) => new(
        problem.File!, Math.Max(1, problem.Line), problem.Level, problem.Code,
        problem.Remedy is null ? problem.Text : $"{problem.Text.TrimEnd('.')}. {problem.Remedy}");
}

/// <summary>What a check run says of a commit, within GitHub's bounds.</summary>
public sealed record CheckVerdict
{
    public const string Config = "ops/config";
    public const string Replay = "ops/replay";
    public const string Runbooks = "ops/runbooks";

    /// <summary>All that a pull request may have of us.</summary>
    public static ImmutableArray<string> OfPulls { get; } = [Config, Replay, Runbooks];

    /// <summary>What GitHub calls the button when it tells that somebody pressed it.</summary>
    public const string ApproveButton = "approve";

    /// <summary>GitHub takes so many bytes of a summary, and of a text.</summary>
    public const int TextBytesMax = 65_535;

    public required string Name { get; init; }

    public required CheckConclusion Conclusion { get; init; }

    public required string Title { get; init; }

    /// <summary>Markdown.</summary>
    public required string Summary { get; init; }

    /// <summary>Markdown, below the annotations; empty: none.</summary>
    public string Text { get; init; } = "";

    public ImmutableArray<CheckAnnotation> Annotations { get; init; } = [];

    /// <summary>A person's agreement is asked for with a button: <see cref="ApproveButton"/>.</summary>
    public bool AsksForApproval { get; init; }

    /// <summary>A check that must be there says that it has nothing to say.</summary>
    public static CheckVerdict Untouched(string name) => new()
    {
        Name = name, Conclusion = CheckConclusion.Success, Title = "Not touched",
        Summary = name == Runbooks
            ? "Nothing that a runbook covers is touched.\n" : "No file of the operating model is touched.\n",
    };

    /// <summary>Names what it says: a check run that carries this digest says it already.</summary>
    public string Digest()
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in (string[])[Name, $"{Conclusion}{AsksForApproval}", Title, Summary, Text])
            Add(digest, part);
        foreach (var one in Annotations) Add(digest, one.ToString());
        return Convert.ToHexStringLower(digest.GetHashAndReset())[..20];
    }

    public bool Equals(CheckVerdict? other) => other is not null && Name == other.Name &&
        Conclusion == other.Conclusion && AsksForApproval == other.AsksForApproval && Title == other.Title
        && Summary == other.Summary && Text == other.Text &&
        Annotations.SequenceEqual(other.Annotations);

    public override int GetHashCode() => HashCode.Combine(Name, Conclusion, Title, Annotations.Length);

    private static void Add(IncrementalHash digest, string text) =>
        digest.AppendData(Encoding.UTF8.GetBytes(text + "\0"));
}
