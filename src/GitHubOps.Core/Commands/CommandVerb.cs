using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Who may ask. What somebody may is asked of GitHub and of the policy, never of <c>author_association</c>.
/// </summary>
public enum CommandLevel
{
    /// <summary>Everybody who can comment.</summary>
    Any,

    /// <summary>Who opened the issue.</summary>
    Author,

    /// <summary>Who has the issue.</summary>
    Assignee,

    /// <summary>Who has the shift that the issue belongs to.</summary>
    OnCall,

    /// <summary>GitHub's permission to triage, or a place in one of the repository's rotations.</summary>
    Triage,

    /// <summary>An owner of the issue's area.</summary>
    Owner,

    /// <summary>An approver of the topmost <c>OWNERS</c>.</summary>
    Lead,

    /// <summary>One of those who own the runbook that is named.</summary>
    RunbookOwner,
}

/// <summary>One line that somebody wrote, with all that is known at that moment.</summary>
/// <param name="Draft">With what the lines before it have led to.</param>
/// <param name="Line">What is asked for.</param>
/// <param name="By">Who asks.</param>
/// <param name="Levels">What they are to this issue.</param>
public sealed record CommandCall(
    Draft Draft, CommandLine Line, Login By, ImmutableHashSet<CommandLevel> Levels)
{
    public IssueState State => Draft.State;

    /// <summary>The words behind the verb.</summary>
    public ImmutableArray<string> Words { get; } = [.. Line.Rest.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>What stands behind <c>because</c>, safe to be shown in a code span; null: nothing.</summary>
    public string? Reason
    {
        get
        {
            var at = Line.Rest.IndexOf("because", StringComparison.OrdinalIgnoreCase);
            return at >= 0 && Line.Rest[(at + 7)..].Trim() is { Length: > 0 } said ? CommentWords.InCode(said) : null;
        }
    }

    public bool Is(CommandLevel level) => Levels.Contains(level);

    public CommandAnswer Done(IssueState state) => new(Draft with { State = state }, null);

    public CommandAnswer Done(Draft draft) => new(draft, null);

    /// <param name="why">One sentence for people, without user text outside code spans.</param>
    public CommandAnswer No(string why) => new(Draft, why);

    /// <summary>What a person chose by a command, with their reason.</summary>
    public Chosen<T> Choice<T>(T value, string verb) => new(value, ByPerson: true, $"command-{verb}",
        $"{CommentWords.Person(By)} said so{(Reason is { } reason ? $": `{reason}`" : "")}");
}

/// <param name="Draft">What it has led to; unchanged where it was refused.</param>
/// <param name="Refusal">Why it was not done; null: it was.</param>
public sealed record CommandAnswer(Draft Draft, string? Refusal);

/// <summary>
/// One command, one file. It changes the state; what GitHub must be told follows from the difference.
/// </summary>
public abstract class CommandVerb
{
    /// <summary>Lower case, without the slash.</summary>
    public abstract string Name { get; }

    /// <summary>As it is typed: <c>/sev s2 [because …]</c></summary>
    public abstract string Usage { get; }

    /// <summary>One sentence: what happens.</summary>
    public abstract string Does { get; }

    /// <summary>Each of these may.</summary>
    public abstract ImmutableArray<CommandLevel> Who { get; }

    public abstract ImmutableArray<string> Examples { get; }

    /// <summary>It means something on an issue that is closed.</summary>
    public virtual bool IsForClosed => false;

    /// <summary>It means something in a comment on a pull request, too.</summary>
    public virtual bool IsForPulls => false;

    /// <summary>It counts in the text of the issue itself, too.</summary>
    public virtual bool IsForBody => false;

    /// <summary>It chooses what another person may have chosen meanwhile: the later of them counts.</summary>
    public virtual bool IsChoice => false;

    public abstract CommandAnswer Run(CommandCall call);
}
