using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Benchmarks;

/// <summary>
/// Wanted: a deadline on a calendar of two years with 20 pauses under 2 µs, a rotation's answer with its explanation
/// under 10 µs.
/// </summary>
[MemoryDiagnoser]
[Config(typeof(ShortInProcess))]
public class TimeBenchmark
{
    private const int Pauses = 20;

    private static readonly Instant Start = Instant.FromUtc(2026, 1, 5, 18, 0);

    private readonly Login[] people = [.. "ana ben chidi dee".Split(' ').Select(name => new Login(name))];
    private BusinessCalendar calendar = null!;
    private Clock clock = null!;
    private RotationDefinition rotation = null!;
    private Absence[] absences = [];

    [GlobalSetup]
    public void Make()
    {
        if (!WeeklyHoursText.TryParse("Mon-Fri 09:00-17:00", out var hours, out var why))
            throw new InvalidOperationException(why);
        calendar = BusinessCalendar.Create(new CalendarDefinition
        {
            Name = "west", Zone = "America/Los_Angeles", Hours = hours,
            Holidays = [.. Enumerable.Range(0, 24).Select(month => new LocalDate(2026, 1, 15).PlusMonths(month))],
        }).Calendar!;
        if (!Target.TryParse("400bd", out var target)) throw new InvalidOperationException();
        clock = ClockTransitions.Start(Metric.Fix, target, calendar, Start);
        for (var i = 0; i < Pauses; i++)
        {
            var at = Start + Duration.FromDays(30 * i);
            clock = clock.Pause(PauseReason.Author, at).Resume(PauseReason.Author, at + Duration.FromDays(3));
        }

        rotation = new RotationDefinition
        {
            Name = "triage", Members = [.. people], Length = new RotationLength(1, RotationUnit.Weeks),
            Zone = calendar.Zone,
            Anchor = new RotationAnchor(new LocalDate(2026, 1, 5), people[0]),
        };
        absences = [new Absence(people[1], Start, Start + Duration.FromDays(30))];
        _ = Deadline();
    }

    [Benchmark]
    public Instant? Deadline() => clock.DueAt(calendar);

    [Benchmark]
    public OnCallAnswer WhoIsOnCall() => OnCall.At(rotation, Start + Duration.FromDays(10), absences);

    // In this process: the figures are of microseconds, and a copy of the program need not be built.
    private sealed class ShortInProcess : ManualConfig
    {
        public ShortInProcess() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
    }
}
