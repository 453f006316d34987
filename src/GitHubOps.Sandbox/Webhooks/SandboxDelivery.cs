using System.Collections.Immutable;

namespace GitHubOps.Sandbox;

/// <summary>Something that the App hears of. Delivered once, unless a fault or a redelivery says otherwise.</summary>
/// <param name="Guid"><c>X-GitHub-Delivery</c>: the same for every redelivery.</param>
/// <param name="Name"><c>X-GitHub-Event</c>.</param>
/// <param name="Sender">The login of <c>sender</c>.</param>
/// <param name="Payload">The very bytes that are signed and sent, as text.</param>
public sealed record SandboxEvent(
    Guid Guid,
    string Name,
    string? Action,
    string Sender,
    DateTimeOffset At,
    string Payload,
    long? InstallationId,
    long? RepositoryId)
{
    /// <summary><c>issues.opened</c>; <c>push</c> has no action.</summary>
    public string FullName => Action is null ? Name : $"{Name}.{Action}";

    public override string ToString() => $"{FullName} by {Sender}";
}

/// <summary>One attempt to deliver an event, as the App's log of deliveries shows it.</summary>
public sealed record SandboxDelivery(long Id, SandboxEvent Event, DateTimeOffset DeliveredAt, bool IsRedelivery)
{
    public TimeSpan Duration { get; init; }

    /// <summary>What the receiver answered; 0 when nobody answered.</summary>
    public int StatusCode { get; init; }

    /// <summary><c>OK</c> or what went wrong.</summary>
    public string Status { get; init; } = "";

    public ImmutableSortedDictionary<string, string> RequestHeaders { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    public ImmutableSortedDictionary<string, string> ResponseHeaders { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    public string ResponseBody { get; init; } = "";

    /// <summary>GitHub counts redirects as delivered.</summary>
    public bool IsOk => StatusCode is >= 200 and < 400;
}
