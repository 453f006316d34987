namespace GitHubOps.Sandbox;

/// <summary>
/// What may go wrong between GitHub and the App. Each call arms one fault; counts run down as they are used.
/// </summary>
public sealed class DeliveryFaults
{
    private readonly Lock _gate = new();
    private readonly List<Rule> _rules = [];
    private readonly List<SandboxEvent> _held = [];
    private int _holdUntil;

    internal Action<SandboxEvent> Release { get; set; } = _ => { };

    /// <summary>The next <paramref name="count"/> events are never delivered, nor do they stand in the log.</summary>
    public void Lose(int count = 1, Func<SandboxEvent, bool>? when = null) => Add(new Rule(Kind.Lose, count, when));

    /// <summary>The receiver never sees them; the log shows a failure, and they can be asked for again.</summary>
    public void Fail(int count = 1, int status = 502, Func<SandboxEvent, bool>? when = null) =>
        Add(new Rule(Kind.Fail, count, when) { Status = status });

    /// <summary>Delivered twice under one id.</summary>
    public void Double(int count = 1, Func<SandboxEvent, bool>? when = null) => Add(new Rule(Kind.Double, count, when));

    /// <summary>Delivered when this much of the sandbox's time has passed.</summary>
    public void Delay(TimeSpan by, int count = 1, Func<SandboxEvent, bool>? when = null) =>
        Add(new Rule(Kind.Delay, count, when) { By = by });

    /// <summary>Holds the next <paramref name="count"/> events back, then delivers them newest first.</summary>
    public void Reorder(int count)
    {
        lock (_gate) _holdUntil = count;
    }

    /// <summary>Delivers at once, newest first, what <see cref="Reorder"/> still holds.</summary>
    public void ReleaseHeld()
    {
        List<SandboxEvent> held;
        lock (_gate)
        {
            held = [.. Enumerable.Reverse(_held)];
            _held.Clear();
            _holdUntil = 0;
        }

        held.ForEach(Release);
    }

    internal IReadOnlyList<(SandboxEvent Event, TimeSpan After)> Apply(SandboxEvent happened)
    {
        lock (_gate)
        {
            if (_holdUntil > 0)
            {
                _held.Add(happened);
                if (_held.Count < _holdUntil) return [];
                List<(SandboxEvent, TimeSpan)> all = [.. Enumerable.Reverse(_held).Select(e => (e, TimeSpan.Zero))];
                _held.Clear();
                _holdUntil = 0;
                return all;
            }

            if (Take(happened, Kind.Lose) is not null) return [];
            if (Take(happened, Kind.Delay) is { } delay) return [(happened, delay.By)];
            return Take(happened, Kind.Double) is null
                ? [(happened, TimeSpan.Zero)]
                : [(happened, TimeSpan.Zero), (happened, TimeSpan.Zero)];
        }
    }

    internal int? FailureOf(SandboxEvent happened)
    {
        lock (_gate) return Take(happened, Kind.Fail)?.Status;
    }

    private void Add(Rule rule)
    {
        lock (_gate) _rules.Add(rule);
    }

    private Rule? Take(SandboxEvent happened, Kind kind)
    {
        var rule = _rules.Find(r => r.Kind == kind && r.Left > 0 && (r.When is null || r.When(happened)));
        if (rule is not null) rule.Left--;
        return rule;
    }

    private enum Kind { Lose, Fail, Double, Delay }

    private sealed class Rule(Kind kind, int count, Func<SandboxEvent, bool>? when)
    {
        public Kind Kind { get; } = kind;

        public int Left { get; set; } = count;

        public Func<SandboxEvent, bool>? When { get; } = when;

        public int Status { get; init; }

        public TimeSpan By { get; init; }
    }
}
