using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>Everything a decision can want. The closed list; labels by their canonical name.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AddLabel), "add-label")]
[JsonDerivedType(typeof(RemoveLabel), "remove-label")]
[JsonDerivedType(typeof(Assign), "assign")]
[JsonDerivedType(typeof(Unassign), "unassign")]
[JsonDerivedType(typeof(PutComment), "put-comment")]
[JsonDerivedType(typeof(SetAlarm), "set-alarm")]
[JsonDerivedType(typeof(ClearAlarm), "clear-alarm")]
[JsonDerivedType(typeof(TakeTurn), "take-turn")]
[JsonDerivedType(typeof(LeaveAlone), "leave-alone")]
[JsonDerivedType(typeof(Would), "would")]
[JsonDerivedType(typeof(PutCheck), "put-check")]
[JsonDerivedType(typeof(Tell), "tell")]
[JsonDerivedType(typeof(React), "react")]
[JsonDerivedType(typeof(Say), "say")]
[JsonDerivedType(typeof(AgreeOnSwap), "agree-on-swap")]
[JsonDerivedType(typeof(ShowGap), "show-gap")]
[JsonDerivedType(typeof(Steer), "steer")]
[JsonDerivedType(typeof(KeepEvidence), "keep-evidence")]
[JsonDerivedType(typeof(Close), "close")]
[JsonDerivedType(typeof(Reopen), "reopen")]
[JsonDerivedType(typeof(Follow), "follow")]
[JsonDerivedType(typeof(Unfollow), "unfollow")]
public abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>True for what is written to GitHub; false for what only the store records.</summary>
    [JsonIgnore]
    public virtual bool IsWrite => true;

    public sealed record AddLabel(string Label) : Effect;

    public sealed record RemoveLabel(string Label) : Effect;

    public sealed record Assign(Login Person) : Effect;

    public sealed record Unassign(Login Person) : Effect;

    /// <summary>Creates the one comment, or edits it. <paramref name="Body"/> is without the marker.</summary>
    public sealed record PutComment(string Body, CommentFacts Facts) : Effect;

    /// <summary>Creates the one check run of that name on a commit, or makes it say something else.</summary>
    /// <param name="DetailsPath">Below the repository on GitHub's site: where its page leads on to.</param>
    public sealed record PutCheck(string HeadSha, CheckVerdict Verdict, string DetailsPath) : Effect;

    /// <summary>Answers a person's comment: a thumb up, or (<paramref name="Agrees"/> false) a puzzled face.</summary>
    /// <param name="Comment">GitHub's id of it; 0: the text of the issue itself, whose node
    /// <paramref name="CommentNodeId"/> is.</param>
    public sealed record React(long Comment, string CommentNodeId, bool Agrees) : Effect;

    /// <summary>Closes the issue because a person said so; rules never do.</summary>
    public sealed record Close(CloseReason Reason) : Effect;

    /// <inheritdoc cref="Close"/>
    public sealed record Reopen : Effect;

    /// <summary>Another project's issue is looked at every day from now on, in place of an earlier one.</summary>
    public sealed record Follow(RepoName Repo, int Number) : Effect
    {
        [JsonIgnore]
        public override bool IsWrite => false;
    }

    public sealed record Unfollow : Effect
    {
        [JsonIgnore]
        public override bool IsWrite => false;
    }

    public sealed record SetAlarm(AlarmKey Key, Instant At) : Effect
    {
        [JsonIgnore]
        public override bool IsWrite => false;
    }

    public sealed record ClearAlarm(AlarmKey Key) : Effect
    {
        [JsonIgnore]
        public override bool IsWrite => false;
    }

    /// <summary>
    /// A turn is taken from the ledger (<c>area:NAME</c> for area owners), or (<paramref name="Back"/>) given back.
    /// </summary>
    public sealed record TakeTurn(string Ledger, Login Person, bool Back = false) : Effect
    {
        /// <summary>
        /// Who could have taken it: <see cref="TurnLedger.Take(Login, IReadOnlyList{Login})"/> needs them, so that who
        /// comes back from leave is neither owed nor owing. Empty when it is given back.
        /// </summary>
        public ImmutableArray<Login> Eligible { get; init; } = [];

        public bool Equals(TakeTurn? other) =>
            other is not null && Ledger == other.Ledger && Person == other.Person && Back == other.Back &&
            Eligible.SequenceEqual(other.Eligible);

        public override int GetHashCode() => HashCode.Combine(Ledger, Person, Back);

        [JsonIgnore]
        public override bool IsWrite => false;
    }

    /// <summary>
    /// Said outside of GitHub, by a channel whose address only the service's settings know. The step names it: a
    /// message that comes twice is known by it.
    /// </summary>
    public sealed record Tell(string Channel, AlarmKey Step, EscalationKind How, string Text) : Effect
    {
        public Login? Person { get; init; }
        public Severity? Severity { get; init; }

        /// <summary>When so much time was used: long before it is told where the service was down.</summary>
        public Instant ReachedAt { get; init; }
        public Instant? DueAt { get; init; }

        /// <summary>Not while the hours of the promise are closed.</summary>
        public Instant NotBefore { get; init; }

        [JsonIgnore]
        public override bool IsWrite => false;
    }

    /// <summary>Somebody said something of themselves that holds for every repository.</summary>
    public sealed record Say(Saying What) : Effect
    {
        [JsonIgnore]
        public override bool IsWrite => false;
    }

    /// <summary>Two members of a rotation agreed that one takes the other's time.</summary>
    public sealed record AgreeOnSwap(string Rotation, RotationSwap Swap) : Effect
    {
        [JsonIgnore]
        public override bool IsWrite => false;
    }

    /// <summary>
    /// Nobody of a rotation, or of an area's owners, could take an issue: it is shown to who runs the service.
    /// </summary>
    public sealed record ShowGap(string Of, string Because) : Effect
    {
        [JsonIgnore]
        public override bool IsWrite => false;
    }

    /// <summary>A lead says whether anything is written in the repository.</summary>
    public sealed record Steer(Steering What, Login By) : Effect
    {
        [JsonIgnore]
        public override bool IsWrite => false;
    }

    /// <summary>
    /// What somebody said of a runbook, kept for the check <c>ops/runbooks</c>; once for each line of a comment.
    /// </summary>
    /// <param name="Comment">GitHub's id of the comment.</param>
    public sealed record KeepEvidence(long Comment, string Line, RunbookEvidence Said) : Effect
    {
        [JsonIgnore]
        public override bool IsWrite => false;
    }

    /// <summary>Deliberately nothing: the reason is journalled so that <c>/why</c> can tell it.</summary>
    public sealed record LeaveAlone(string What) : Effect
    {
        [JsonIgnore]
        public override bool IsWrite => false;
    }

    /// <summary>What a section in dry-run would have done: told, never written.</summary>
    public sealed record Would(Effect What) : Effect
    {
        [JsonIgnore]
        public override bool IsWrite => false;
    }
}

/// <summary>What a lead says of the writing in a repository.</summary>
public enum Steering
{
    /// <summary>Nothing is written any more; what is decided waits.</summary>
    Stop,

    /// <summary>What waits is written.</summary>
    GoOn,

    /// <summary>What waits because one change touches many issues is written.</summary>
    Approve,
}

/// <summary>
/// What the comment's hidden line says for machines: when it is due, the state, and which rules decided.
/// </summary>
public sealed record CommentFacts(Instant? DueAt, string State, ImmutableArray<string> DecidedBy)
{
    public bool Equals(CommentFacts? other) =>
        other is not null && DueAt == other.DueAt && State == other.State && DecidedBy.SequenceEqual(other.DecidedBy);

    public override int GetHashCode() => HashCode.Combine(DueAt, State, DecidedBy.Length);
}

/// <summary>An effect and why: the deciding rule's id (its file's name) and one sentence.</summary>
public sealed record Decision(Effect Effect, string RuleId, string Because);

/// <summary>What <c>Triage.Decide</c> answers: the issue's new state and the decisions that lead there.</summary>
public sealed record Outcome(IssueState? State, ImmutableArray<Decision> Decisions);
