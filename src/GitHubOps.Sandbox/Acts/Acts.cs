using System.Collections.Immutable;

namespace GitHubOps.Sandbox;

/// <summary>Who acts: a person, or the App in the name of its bot.</summary>
internal readonly record struct Actor(SandboxAccount Account, bool ViaApp)
{
    public static implicit operator Actor(SandboxAccount account) => new(account, false);
}

/// <summary>
/// Everything that can happen in the world, used by REST, GraphQL and a person's hand alike: it changes the state,
/// writes the timeline and says what GitHub would send. The caller holds <see cref="SandboxWorld.Gate"/>.
/// </summary>
internal sealed partial class Acts(SandboxWorld world, Emitter emitter)
{
    private const int TitleMax = 256;
    private const int BodyMax = 65_536;
    private const int LabelsMax = 100;
    private const int AssigneesMax = 10;

    private DateTimeOffset Now => world.Now;

    private static void RefuseWhenArchived(SandboxRepository repository)
    {
        if (repository.IsArchived) throw Refusal.Archived();
    }


    private void Append(SandboxIssue issue, SandboxIssueEvent entry, bool touches = true)
    {
        issue.Timeline = issue.Timeline.Add(entry);
        if (touches) issue.UpdatedAt = Now;
    }

    private static ImmutableArray<T> Without<T>(ImmutableArray<T> list, T item) where T : class =>
        list.RemoveAll(x => ReferenceEquals(x, item));
}
