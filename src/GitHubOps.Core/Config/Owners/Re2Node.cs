using System.Collections.Immutable;

namespace GitHubOps.Core;

internal enum Re2StepKind
{
    Take,
    Assert,
    Jump,
    Split,
    Match,
}

internal enum Re2Assertion
{
    BeginText,
    EndText,
    BeginLine,
    EndLine,
    WordBoundary,
    NoWordBoundary,
}

internal readonly record struct Re2Step(Re2StepKind Kind, Re2Class? Class = null, Re2Assertion Assertion = default,
    int To = 0, int OrTo = 0);

/// <summary>A parsed pattern.</summary>
internal abstract record Re2Node
{
    public sealed record Take(Re2Class Class) : Re2Node;

    public sealed record Assert(Re2Assertion Assertion) : Re2Node;

    public sealed record Sequence(ImmutableArray<Re2Node> Parts) : Re2Node;

    public sealed record Choice(ImmutableArray<Re2Node> Options) : Re2Node;

    /// <param name="Of">What is repeated.</param>
    /// <param name="Min">The least number.</param>
    /// <param name="Max">The greatest; null: any.</param>
    public sealed record Repeat(Re2Node Of, int Min, int? Max) : Re2Node;
}
