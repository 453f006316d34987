using System.Collections.Concurrent;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>What GraphQL calls people. Logins change hands rarely; who does not exist may exist soon.</summary>
public sealed class PeopleIds(GitHubClock clock)
{
    private const int PeopleMax = 100_000;

    private static readonly Duration KeptFor = Duration.FromHours(24);
    private static readonly Duration AbsenceKeptFor = Duration.FromMinutes(10);

    private readonly ConcurrentDictionary<Login, Entry> people = new();

    public void Forget(Login login) => people.TryRemove(login, out _);

    /// <summary>Null in the answer when GitHub has no such account.</summary>
    internal async Task<Answer<Person?>> GetAsync(RepoCalls calls, Login login, CancellationToken ct)
    {
        var now = clock.Now;
        if (people.TryGetValue(login, out var kept) &&
            now - kept.AskedAt < (kept.Person is null ? AbsenceKeptFor : KeptFor))
            return kept.Person;
        var answer = await calls.GetPersonAsync(login, ct);
        if (answer.Failure is { } failure and not GitHubFailure.Refused { Status: 404 }) return failure;
        var person = answer.IsOk ? answer.Value : null;
        if (people.Count >= PeopleMax) people.Clear();
        people[login] = new Entry(person, now);
        return person;
    }

    private sealed record Entry(Person? Person, Instant AskedAt);
}
