using NodaTime;

namespace GitHubOps.Core;

/// <summary>Commands by which people say something of themselves.</summary>
internal static class CommandSayings
{
    /// <param name="told">The sentence that says so in the comment's details.</param>
    public static Draft Say(this CommandCall call, Saying saying, string told)
    {
        var because = $"{CommentWords.Person(call.By)} said so";
        return call.Draft.Note(new Effect.Say(saying), $"command-{call.Line.Verb}", because) with
        {
            State = call.State.Tell(call.Draft.At, told),
        };
    }

    /// <summary>
    /// Where somebody's days begin: the zone of their first rotation by name, else the organisation's.
    /// </summary>
    public static DateTimeZone ZoneOf(this RepoPolicy policy, Login person) =>
        policy.Rotations.Values.OrderBy(rotation => rotation.Name, StringComparer.Ordinal)
            .FirstOrDefault(rotation => rotation.Members.Contains(person))?.Zone
        ?? policy.Calendars.GetValueOrDefault(policy.DefaultCalendar ?? "")?.Zone ?? DateTimeZone.Utc;
}
