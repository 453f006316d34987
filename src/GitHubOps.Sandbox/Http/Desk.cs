using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace GitHubOps.Sandbox;

/// <summary>What becomes of one request. A null answer cuts the connection.</summary>
internal sealed record Reply(Answer? Answer, SandboxRequest Request, TimeSpan Wait);

/// <summary>
/// Answers API requests in GitHub's order of checks: agent, credential, limits, place, permission, act. Everything that
/// comes in is written into the ledger.
/// </summary>
internal sealed class Desk(SandboxOptions options, GitHubSandbox sandbox, Dispatcher dispatcher)
{
    private const string TooQuick =
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";

    private readonly PrimaryLimits _limits = new(options.Time, options.PrimaryLimit);
    private readonly Pace _pace = new(sandbox.Ledger);
    private readonly Gate _gate = new(sandbox.World);
    private long _sequence;

    internal Credentials Credentials { get; } = new(sandbox.World);

    /// <summary>The request is under way until what is answered here is disposed of.</summary>
    public IDisposable Enter() => _pace.Enter();

    /// <summary>The entry for a request that the sandbox itself failed at.</summary>
    internal SandboxRequest Failed(Call call) =>
        Describe(call, Routes.Find(call.Method, call.Path)?.Route) with
        {
            Status = 500,
            Fault = "a mistake of the sandbox"
        };

    internal PrimaryLimits.Window WindowOf(Call call, bool isGraphQL = false) => _limits.Of(call.Credential, isGraphQL);

    internal Dispatcher Dispatcher { get; } = dispatcher;

    public Reply Answer(Call call, IHeaderDictionary headers)
    {
        call.Desk = this;
        var found = Routes.Find(call.Method, call.Path);
        call.Credential = Credentials.Read(headers.Authorization);
        var request = Describe(call, found?.Route);
        var fault = sandbox.Faults.Take(request);
        Answer? answer;
        if (headers.UserAgent.Count == 0) answer = NoAgent();
        else answer = Struck(fault, call) ?? Paced(call, request) ?? Act(call, found, fault);
        if (fault?.Kind == SandboxFaults.FaultKind.ApplyThenFail)
            answer = fault.Status == 0 ? null : GitHubOps.Sandbox.Answer.Error(fault.Status, "Server Error");
        if (fault?.Kind == SandboxFaults.FaultKind.Cut) answer = null;
        var done = answer is { Status: 200 } && call.Method == "GET" ? Unchanged(answer, call, headers) : answer;
        if (done is not null) Finish(done, call, headers);
        var entry = request with
        {
            Status = done?.Status ?? 0,
            Issues = [.. call.Issues],
            Fields = [.. call.Fields],
            Repository = call.FoundRepository?.FullName,
            IsWrite = request.IsWrite || call.Mutates,
            Fault = fault?.ToString(),
        };
        sandbox.Ledger.Add(entry);
        return new Reply(done, entry, fault?.Kind == SandboxFaults.FaultKind.Delay ? fault.For : TimeSpan.Zero);
    }

    private SandboxRequest Describe(Call call, Route? route)
    {
        var document = route?.Operation == "graphql" ? GraphQLRequest.TryRead(call) : null;
        call.GraphQL = document;
        return new SandboxRequest
        {
            Sequence = Interlocked.Increment(ref _sequence),
            At = call.Now,
            Method = call.Method,
            Path = call.FullPath,
            Operation = route?.Operation,
            Credential = call.Credential.Kind,
            InstallationId = call.Credential.Installation?.Id,
            Body = call.Body,
            IsWrite = document?.IsMutation ?? route?.IsWrite ?? false,
            Contents = document?.Contents ?? route?.Contents ?? 0,
            IsUnsupported = route is null,
            Fields = document?.Preview ?? [],
        };
    }

    private Answer Act(Call call, (Route Route, Dictionary<string, string> Values)? found, SandboxFaults.Rule? fault)
    {
        if (call.Credential.Kind == CredentialKind.Refused) return Error(401, call.Credential.Problem!);
        var window = WindowOf(call, IsGraphQL(call));
        if (!window.Take()) return Exceeded(call, window.ResetsAt, fault: null);
        if (found is not { } match) return Error(404, "Not Found");
        foreach (var (name, value) in match.Values) call.Values[name] = value;
        if (fault?.Kind == SandboxFaults.FaultKind.Cut) return Error(502, "cut");
        lock (call.World.Gate)
        {
            try
            {
                if (call.Method != "GET") call.World.Past.Remember();
                return fault?.Kind == SandboxFaults.FaultKind.Stale
                    ? call.World.Past.Show(fault.For, () => Handle(call, match.Route))
                    : Handle(call, match.Route);
            }
            catch (SandboxRefusedException refusal)
            {
                return GitHubOps.Sandbox.Answer.Refused(refusal);
            }
            catch (IssueMovedException moved)
            {
                var rest = call.Path[(call.Path.IndexOf("/issues/", StringComparison.Ordinal) + "/issues/".Length)..];
                var tail = rest.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? rest[slash..] : "";
                return GitHubOps.Sandbox.Answer.Moved(
                    call, $"/repositories/{moved.Now.Repository.Id}/issues/{moved.Now.Number}{tail}");
            }
        }
    }

    private Answer Handle(Call call, Route route) => _gate.Stop(call, route) ?? route.Handle(call);

    /// <summary>The faults that answer before anything is done.</summary>
    private static Answer? Struck(SandboxFaults.Rule? fault, Call call)
    {
        switch (fault?.Kind)
        {
            case SandboxFaults.FaultKind.Fail:
                return Error(fault.Status, fault.Status switch
                {
                    401 => "Bad credentials",
                    403 => "Resource not accessible by integration",
                    404 => "Not Found",
                    _ => "Server Error",
                });
            case SandboxFaults.FaultKind.PrimaryLimit:
                return Exceeded(call, fault.Until!.Value, fault);
            case SandboxFaults.FaultKind.SecondaryLimit:
                return Secondary(fault.Status, fault.RetryAfter);
            default:
                return null;
        }
    }

    private Answer? Paced(Call call, SandboxRequest request) =>
        call.Credential.Kind != CredentialKind.Refused && _pace.Check(request) && sandbox.Faults.EnforcePace
            ? Secondary(403, "60")
            : null;

    private static bool IsGraphQL(Call call) => call.Path == "/graphql";

    private static Answer Exceeded(Call call, DateTimeOffset resetsAt, SandboxFaults.Rule? fault)
    {
        var installation = call.Credential.Installation?.Id.ToString() ?? "0";
        var message = $"API rate limit exceeded for installation ID {installation}.";
        var answer = IsGraphQL(call) && fault?.Status is not 403
            ? GraphQLErrors.Limited(fault?.GraphQLType ?? "RATE_LIMITED", message)
            : Error(403, message);
        answer.Headers["x-ratelimit-remaining"] = "0";
        answer.Headers["x-ratelimit-reset"] = resetsAt.ToUnixTimeSeconds().ToString();
        return answer;
    }

    private static Answer Secondary(int status, string? retryAfter)
    {
        var answer = status == 200 ? GraphQLErrors.Limited(null, TooQuick) : Error(status, TooQuick);
        if (retryAfter is not null) answer.Headers["Retry-After"] = retryAfter;
        return answer;
    }

    private void Finish(Answer answer, Call call, IHeaderDictionary headers)
    {
        var window = WindowOf(call, IsGraphQL(call));
        var given = answer.Headers;
        given.TryAdd("Server", "github.com");
        given["Date"] = call.Now.ToString("R");
        given["X-GitHub-Request-Id"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));
        given["X-GitHub-Media-Type"] = "github.v3; format=json";
        given["x-github-api-version-selected"] = headers["X-GitHub-Api-Version"].FirstOrDefault() ?? "2022-11-28";
        given.TryAdd("x-ratelimit-limit", window.Limit.ToString());
        given.TryAdd("x-ratelimit-remaining", window.Remaining.ToString());
        given.TryAdd("x-ratelimit-reset", window.ResetsAt.ToUnixTimeSeconds().ToString());
        given.TryAdd("x-ratelimit-used", window.Used.ToString());
        given.TryAdd("x-ratelimit-resource", IsGraphQL(call) ? "graphql" : "core");
    }

    private Answer Unchanged(Answer answer, Call call, IHeaderDictionary headers)
    {
        var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(answer.Body))}\"";
        answer.Headers["ETag"] = tag;
        answer.Headers["Cache-Control"] = "private, max-age=60, s-maxage=60";
        if (!headers.IfNoneMatch.Any(t => t is not null && t.Contains(tag, StringComparison.Ordinal))) return answer;
        WindowOf(call).GiveBack();
        var same = new Answer { Status = 304 };
        foreach (var (name, value) in answer.Headers) same.Headers[name] = value;
        return same;
    }

    private static Answer NoAgent() => new()
    {
        Status = 403,
        ContentType = "text/html; charset=utf-8",
        Body =
            "Request forbidden by administrative rules. Please make sure your request has a User-Agent header"u8.ToArray(),
    };

    private static Answer Error(int status, string message) => GitHubOps.Sandbox.Answer.Error(status, message);
}
