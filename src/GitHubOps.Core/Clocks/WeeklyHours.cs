using System.Runtime.InteropServices;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// One stretch of open hours, in minutes after midnight of the date it starts on. An overnight stretch closes after
/// 1440
/// and belongs to the date it starts on.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct OpenHours(int OpensMinute, int ClosesMinute)
{
    public const int MinutesPerDay = 1440;

    public bool IsOvernight => ClosesMinute > MinutesPerDay;

    public override string ToString()
    {
        var closes = ClosesMinute > MinutesPerDay ? ClosesMinute - MinutesPerDay : ClosesMinute;
        return $"{OpensMinute / 60:00}:{OpensMinute % 60:00}-{closes / 60:00}:{closes % 60:00}";
    }
}

/// <summary>Open hours of one day of the week.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct WeeklyHours(IsoDayOfWeek Day, OpenHours Hours)
{
    public override string ToString() => $"{Day.ToString()[..3]} {Hours}";
}
