using System.Globalization;

namespace GitHubOps.Server;

/// <summary>Names a dead letter as people type it: <c>inbox:5</c>, <c>outbox:7</c> or <c>message:9</c>.</summary>
internal sealed record DeadLetterId(string Box, long Id)
{
    public const string Inbox = "inbox";
    public const string Outbox = "outbox";
    public const string Message = "message";

    public static bool TryParse(string? text, out DeadLetterId id)
    {
        id = new DeadLetterId("", 0);
        var parts = (text ?? "").Split(':');
        if (parts.Length != 2 || parts[0] is not (Inbox or Outbox or Message) || !long.TryParse(
            parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        id = new DeadLetterId(parts[0], number);
        return true;
    }

    public override string ToString() => $"{Box}:{Id}";
}

/// <summary>
/// What could not be done and waits for a person: an event that cannot be handled (inbox), a batch that GitHub refused
/// or that failed by our own mistake (outbox), or a message that its channel did not take. No payload.
/// </summary>
internal sealed record DeadLetter
{
    public string Box { get; init; } = "";
    public long Id { get; init; }

    /// <summary><c>dead</c>, <c>refused</c> by GitHub, or <c>undelivered</c> for want of an address.</summary>
    public string State { get; init; } = "";
    public string? DeliveryId { get; init; }
    public string? Event { get; init; }
    public string Reason { get; init; } = "";
    public int Attempts { get; init; }
    public long FinishedAtMs { get; init; }
    public long? ReplayedAtMs { get; init; }
    public long InstallationId { get; init; }
    public string? Repository { get; init; }
    public int? Number { get; init; }
}

/// <summary>Where a list of dead letters goes on: behind this one. The newest come first.</summary>
internal sealed record DeadLetterPlace(long FinishedAtMs, string Box, long Id);

internal enum ReplayResult
{
    Replayed,

    /// <summary>It is no dead letter, or no longer: nothing was done.</summary>
    NotDead,

    /// <summary>A later write of the same issue went through: this one would put back what is older.</summary>
    Overtaken,

    /// <summary>Its payload's time of keeping is over.</summary>
    NoPayload,

    /// <summary>The App is no longer installed there, or is suspended.</summary>
    Closed,
}
