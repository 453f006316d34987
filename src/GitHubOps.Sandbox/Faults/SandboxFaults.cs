namespace GitHubOps.Sandbox;

/// <summary>
/// What may go wrong when the App calls. Each call arms one fault for the next <c>count</c> requests that match;
/// without a predicate every API request matches. The predicate sees the request before it is answered.
/// </summary>
public sealed class SandboxFaults
{
    private readonly Lock _gate = new();
    private readonly List<Rule> _rules = [];

    internal SandboxFaults(TimeProvider time) => Time = time;

    /// <summary>Faults of webhooks on their way to the App.</summary>
    public DeliveryFaults Deliveries { get; } = new();

    /// <summary>
    /// Turns GitHub's secondary limits on: 80 contents a minute, 500 an hour, 900 points a minute by REST and 2,000 by
    /// GraphQL, 100 requests at once. They are only counted while this is off.
    /// </summary>
    public bool EnforcePace { get; set; }

    private TimeProvider Time { get; }

    /// <summary>
    /// Answers with this status and does nothing: 500, 502, 503, 504, 401, 404, 403 for a missing permission.
    /// </summary>
    public void Fail(int count, int status, Func<SandboxRequest, bool>? when = null) =>
        Add(new Rule(FaultKind.Fail, count, when) { Status = status });

    /// <summary>Does what was asked, then answers with this status, or cuts the connection when it is null.</summary>
    public void ApplyThenFail(int count, int? status = null, Func<SandboxRequest, bool>? when = null) =>
        Add(new Rule(FaultKind.ApplyThenFail, count, when) { Status = status ?? 0 });

    /// <summary>Cuts the connection before anything is done.</summary>
    public void Cut(int count, Func<SandboxRequest, bool>? when = null) => Add(new Rule(FaultKind.Cut, count, when));

    /// <summary>Answers only when this much of the sandbox's time has passed; what was asked is done first.</summary>
    public void Delay(int count, TimeSpan by, Func<SandboxRequest, bool>? when = null) =>
        Add(new Rule(FaultKind.Delay, count, when) { For = by });

    /// <summary>
    /// Answers reads from a replica that is this far behind: files, labels, issues and comments as they were then. Set
    /// <see cref="SandboxOptions.RemembersFor"/> to as much.
    /// </summary>
    public void Stale(int count, TimeSpan by, Func<SandboxRequest, bool>? when = null) =>
        Add(new Rule(FaultKind.Stale, count, request => request.Method == "GET" && when?.Invoke(request) is not false)
        {
            For = by
        });

    /// <summary>The next requests with an installation token get 401, as a token that is not replicated yet.</summary>
    public void RefuseTokens(int count) =>
        Add(new Rule(FaultKind.Fail, count, r => r.Credential == CredentialKind.Installation) { Status = 401 });

    /// <summary>
    /// The primary limit is used up until <paramref name="resetsAfter"/>: 403 with <c>x-ratelimit-remaining: 0</c>;
    /// GraphQL answers 200 with <c>RATE_LIMITED</c>.
    /// </summary>
    /// <param name="graphQLType">Of the error in GraphQL's answer: <c>RATE_LIMIT</c> is seen, too.</param>
    /// <param name="graphQLStatus">403: GraphQL answers as REST does.</param>
    public void PrimaryLimit(
        TimeSpan resetsAfter, Func<SandboxRequest, bool>? when = null, string graphQLType = "RATE_LIMITED",
        int graphQLStatus = 200) =>
        Add(new Rule(FaultKind.PrimaryLimit, int.MaxValue, when)
        {
            Until = Time.GetUtcNow() + resetsAfter, GraphQLType = graphQLType, Status = graphQLStatus,
        });

    /// <summary>A secondary limit for the next requests.</summary>
    /// <param name="status">403 or 429; 200 for GraphQL's error within a success.</param>
    /// <param name="retryAfter">The text of <c>Retry-After</c>; the header is left out when it is null.</param>
    public void SecondaryLimit(int count, string? retryAfter, int status = 403,
        Func<SandboxRequest, bool>? when = null) =>
        Add(new Rule(FaultKind.SecondaryLimit, count, when) { Status = status, RetryAfter = retryAfter });

    /// <summary>Disarms every fault of requests. Faults of deliveries stay.</summary>
    public void Clear()
    {
        lock (_gate) _rules.Clear();
    }

    internal Rule? Take(SandboxRequest request)
    {
        lock (_gate)
        {
            _rules.RemoveAll(r => r.Left <= 0 || r.Until <= Time.GetUtcNow());
            var rule = _rules.Find(r => r.When is null || r.When(request));
            if (rule is not null) rule.Left--;
            return rule;
        }
    }

    private void Add(Rule rule)
    {
        lock (_gate) _rules.Add(rule);
    }

    internal enum FaultKind { Fail, ApplyThenFail, Cut, Delay, PrimaryLimit, SecondaryLimit, Stale }

    internal sealed class Rule(FaultKind kind, int count, Func<SandboxRequest, bool>? when)
    {
        public FaultKind Kind { get; } = kind;

        public int Left { get; set; } = count;

        public Func<SandboxRequest, bool>? When { get; } = when;

        public int Status { get; init; }

        public TimeSpan For { get; init; }

        public DateTimeOffset? Until { get; init; }

        public string? RetryAfter { get; init; }

        public string? GraphQLType { get; init; }

        public override string ToString() => $"{Kind}{(Status > 0 ? $" {Status}" : "")}";
    }
}
