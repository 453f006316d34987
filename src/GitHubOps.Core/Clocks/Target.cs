using System.Runtime.InteropServices;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// What a target counts in. Clock units run always; business units run only while a calendar is open.
/// </summary>
public enum TargetUnit
{
    ClockMinutes,
    ClockHours,
    ClockDays,
    ClockWeeks,
    BusinessHours,
    BusinessDays,
    BusinessMinutes,
}

/// <summary>
/// A promise's length as people write it: <c>30m 4h 2d 1w</c> clock time, <c>30bm 4bh 2bd</c> business time.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Target(int Amount, TargetUnit Unit)
{
    /// <summary>The longest target, in clock days or business days: longer promises are mistakes of the unit.</summary>
    public const int DaysMax = 1000;

    public bool IsBusiness => Unit is TargetUnit.BusinessHours or TargetUnit.BusinessDays or TargetUnit.BusinessMinutes;

    /// <summary>
    /// The fixed length of this target, or null for business days, which only a calendar can measure.
    /// </summary>
    public Duration? FixedLength => Unit switch
    {
        TargetUnit.ClockMinutes or TargetUnit.BusinessMinutes => Duration.FromMinutes((long)Amount),
        TargetUnit.ClockHours or TargetUnit.BusinessHours => Duration.FromHours(Amount),
        TargetUnit.ClockDays => Duration.FromDays(Amount),
        TargetUnit.ClockWeeks => Duration.FromDays(7 * Amount),
        _ => null,
    };

    public static bool TryParse(string? text, out Target target)
    {
        target = default;
        if (text is null) return false;
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
        if (digits is 0 or > 7 || UnitOf(text.AsSpan(digits)) is not { } unit) return false;
        var amount = int.Parse(text.AsSpan(0, digits));
        if (amount == 0 || amount > AmountMax(unit)) return false;
        target = new Target(amount, unit);
        return true;
    }

    public override string ToString() => $"{Amount}{SuffixOf(Unit)}";

    private static TargetUnit? UnitOf(ReadOnlySpan<char> suffix) => suffix switch
    {
        "m" => TargetUnit.ClockMinutes,
        "h" => TargetUnit.ClockHours,
        "d" => TargetUnit.ClockDays,
        "w" => TargetUnit.ClockWeeks,
        "bm" => TargetUnit.BusinessMinutes,
        "bh" => TargetUnit.BusinessHours,
        "bd" => TargetUnit.BusinessDays,
        _ => null,
    };

    private static string SuffixOf(TargetUnit unit) => unit switch
    {
        TargetUnit.ClockMinutes => "m",
        TargetUnit.ClockHours => "h",
        TargetUnit.ClockDays => "d",
        TargetUnit.ClockWeeks => "w",
        TargetUnit.BusinessMinutes => "bm",
        TargetUnit.BusinessHours => "bh",
        TargetUnit.BusinessDays => "bd",
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "not a unit of targets"),
    };

    private static int AmountMax(TargetUnit unit) => unit switch
    {
        TargetUnit.ClockMinutes or TargetUnit.BusinessMinutes => DaysMax * 24 * 60,
        TargetUnit.ClockHours or TargetUnit.BusinessHours => DaysMax * 24,
        TargetUnit.ClockWeeks => DaysMax / 7,
        _ => DaysMax,
    };
}
