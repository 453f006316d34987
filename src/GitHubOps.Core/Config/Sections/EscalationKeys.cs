using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// What of <c>escalate:</c> is no step: how long somebody's word holds, in which hours, how often again.
/// </summary>
internal static class EscalationKeys
{
    public const string Ack = "ack";
    public const string Hours = "hours";
    public const string Repeat = "repeat";
    private const int TimesMax = 20;

    private static readonly Kind<StepHours> HoursKind = new(
        new TextShape("calendar, `theirs` or `any`, and perhaps `or skip`", ["west", "theirs", "any", "west or skip"])
        {
            Pattern = "^ *\\S+( +or +skip)? *$",
        }, ReadHours);

    private static readonly ImmutableArray<Field<StepHours>> HoursFields =
        [.. EscalationStep.Verbs.Select(
            verb => new Field<StepHours>(verb, HoursKind, $"Of steps that begin with `{verb}`."))];

    private static readonly Kind<ImmutableDictionary<string, StepHours>> AllHours = Kinds.Map(
        "map of hours by the first word of a step", "{ remind: theirs, page: any }", [.. HoursFields], read =>
            HoursFields.Select(field => (field.Key, Hours: read.Get(field))).Where(one => one.Hours is not null)
                .ToImmutableDictionary(one => one.Key, one => one.Hours!, StringComparer.Ordinal));

    private static readonly ImmutableArray<Field<Target?>> AckFields =
    [
        new("default", TimeKinds.Length, "For severities without their own.") { Default = "not at all" },
        .. SeverityText.All.Select(
            name => new Field<Target?>(name, TimeKinds.Length, $"For {name}.") { Default = "`default`" }),
    ];

    private static readonly Kind<TargetTable> AckTable = Kinds.Map(
        "map of lengths by severity", "{ s1: 30m, default: 4h }", [.. AckFields], read => new TargetTable(
            read.Get(AckFields[0]),
            AckFields.Skip(1).Select((field, i) => (Severity: (Severity)i, Length: read.Get(field)))
                .Where(one => one.Length is not null).ToImmutableDictionary(one => one.Severity,
                    one => one.Length!.Value)));

    private static readonly Field<int?> Every = new("every", Percent(), "So much further of the target each time.")
    {
        IsRequired = true,
    };

    private static readonly Field<int?> Times =
        new("times", Kinds.Number(1, TimesMax), "How often the last step is taken again.") { IsRequired = true };

    private static readonly Field<EscalationStep> Then =
        new("then", NameKinds.Step, "The last notice, after which nothing more happens.") { Default = "nothing" };

    private static readonly Kind<EscalationRepeat> RepeatKind = Kinds.Map(
        "map of a repetition", "{ every: 50%, times: 3, then: post to ops }", [Every, Times, Then],
        read => new EscalationRepeat(read.Get(Every) ?? 100, read.Get(Times) ?? 1, read.Get(Then)));

    public static ImmutableArray<Field> Fields { get; } =
    [
        new(Ack, AckTable.Shape, "How long the steps are held back while somebody is on it.")
        {
            Default = "not at all"
        },
        new(Hours, AllHours.Shape, "In which hours steps are taken; outside they wait, or with `or skip` are left out.")
        {
            Default = "a calendar's are those of the promise for what is said, any for the rest",
        },
        new(Repeat, RepeatKind.Shape, "How often the last step comes again, and what comes after it.")
        {
            Default = "never"
        },
    ];

    public static bool IsOne(string key) => key is Ack or Hours or Repeat;

    public static EscalationPolicy Read(OpsMap map, EscalationPolicy steps, PolicyDraft draft)
    {
        if (map.TryGet(Ack, out var ack)) steps = steps with { AckFor = AckTable.Read(ack, $"escalate.{Ack}", draft) };
        if (map.TryGet(Hours, out var hours) && AllHours.Read(hours, $"escalate.{Hours}", draft) is { } read)
            steps = steps with { Hours = read };
        if (!map.TryGet(Repeat, out var repeat)
            || RepeatKind.Read(repeat, $"escalate.{Repeat}", draft) is not { } again)
            return steps;
        return steps with
        {
            Steps = Repeated(steps.Steps, again, repeat, draft),
            BySeverity = steps.BySeverity.ToImmutableDictionary(
                one => one.Key, one => Repeated(one.Value, again, repeat, draft)),
        };
    }

    /// <summary>The last step again at further shares: each of them is a step of its own, taken once.</summary>
    private static ImmutableSortedDictionary<int, EscalationStep> Repeated(
        ImmutableSortedDictionary<int, EscalationStep> steps, EscalationRepeat again, OpsNode node, PolicyDraft draft)
    {
        if (steps.IsEmpty) return steps;
        var (last, step) = steps.Last();
        var end = last + (again.Every * (again.Times + (again.Then is null ? 0 : 1)));
        if (end > EscalationShares.PercentMax)
        {
            draft.Read.Invalid(node, $"escalate.{Repeat}", $"the last step would come at {end} %",
                $"Stay below {EscalationShares.PercentMax} %: fewer times, or closer.");
            return steps;
        }

        for (var time = 1; time <= again.Times; time++) steps = steps.SetItem(last + (again.Every * time), step);
        return again.Then is { } then ? steps.SetItem(end, then) : steps;
    }

    private static StepHours? ReadHours(OpsNode node, string name, PolicyDraft draft)
    {
        if (draft.Read.Text(node, name, "a calendar, `theirs` or `any`") is not { } text) return null;
        if (StepHours.Parse(text) is not { } hours)
        {
            draft.Read.Invalid(node, name, $"`{ValueReader.Shown(text)}` is no hours",
                "Write `west`, `theirs`, `any` or `west or skip`.");
            return null;
        }

        if (hours.Name is StepHours.Theirs or StepHours.Any || draft.CalendarNames.Contains(hours.Name)) return hours;
        draft.Read.Undefined(node.At, "calendar", hours.Name, [StepHours.Theirs, StepHours.Any, .. draft.CalendarNames],
            "Define it under `calendars`.");
        return null;
    }

    private static Kind<int?> Percent() => Kinds.Parsed<int?>(
        new TextShape("share of the target", ["50%", "100%"]) { Pattern = "^[0-9]{1,4}%$" },
        text => EscalationShares.TryParse(text, out var percent) ? percent : null);
}

/// <summary>The last step comes again, some times, and then something else comes.</summary>
internal sealed record EscalationRepeat(int Every, int Times, EscalationStep? Then);
