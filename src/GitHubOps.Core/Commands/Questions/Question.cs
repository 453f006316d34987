using System.Text.Json.Serialization;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// What somebody asked for by a command and what waits for another's <c>/yes</c> or <c>/no</c> on the same issue. It is
/// stored with the issue. One kind, one file: it knows whose answer counts and what follows from it.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(HandoffQuestion), "handoff")]
[JsonDerivedType(typeof(SwapQuestion), "swap")]
[JsonDerivedType(typeof(SameAsQuestion), "same-as")]
public abstract record Question
{
    public required Login AskedBy { get; init; }

    public required Instant AskedAt { get; init; }

    /// <summary>An answer that was written then is too late.</summary>
    public required Instant Until { get; init; }

    /// <summary>Whether the answer of whoever calls counts.</summary>
    public abstract bool IsFor(CommandCall call);

    /// <summary>One sentence of the comment: who is asked for what, and what happens without an answer.</summary>
    /// <param name="by">Until when, for people.</param>
    public abstract string Says(string by);

    /// <summary>What has happened since has answered it.</summary>
    public virtual bool IsMoot(IssueState now) => false;

    /// <summary>It is settled already in the call's draft.</summary>
    public abstract CommandAnswer Yes(CommandCall call);

    /// <inheritdoc cref="Yes"/>
    public abstract CommandAnswer No(CommandCall call);

    /// <summary>Nobody answered in time.</summary>
    public abstract Draft Expire(Draft draft);
}
