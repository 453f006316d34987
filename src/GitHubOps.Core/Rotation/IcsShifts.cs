using System.Globalization;
using System.Text;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>Shifts as a calendar that people subscribe to (iCalendar, RFC 5545).</summary>
public static class IcsShifts
{
    /// <summary>A line may have so many bytes; the rest goes on the next, after a space.</summary>
    private const int LineBytesMax = 75;

    /// <param name="name">What the calendar is called.</param>
    /// <param name="shifts">With the rotation each belongs to.</param>
    /// <param name="stamp">When this was written; the same shifts at the same time are the same bytes.</param>
    public static string Write(
        string name, IEnumerable<(string Rotation, OnCallStretch Stretch)> shifts, Instant stamp)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//GitHubOps//Shifts//EN");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, $"X-WR-CALNAME:{Escaped(name)}");
        foreach (var (rotation, stretch) in shifts)
        {
            Line(text, "BEGIN:VEVENT");
            // The number of the shift and its beginning: a swap changes the event, not which event it is.
            Line(text, $"UID:{Escaped(rotation)}-{stretch.Index}-{Time(stretch.From)}@githubops");
            Line(text, $"DTSTAMP:{Time(stamp)}");
            Line(text, $"DTSTART:{Time(stretch.From)}");
            Line(text, $"DTEND:{Time(stretch.To)}");
            Line(text, $"SUMMARY:{Escaped($"{rotation}: {stretch.Person?.Value ?? "nobody"}")}");
            Line(text, $"DESCRIPTION:{Escaped(stretch.Because)}");
            Line(text, "TRANSP:TRANSPARENT");
            Line(text, "END:VEVENT");
        }

        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static string Time(Instant t) =>
        t.ToString("uuuuMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\\' or ';' or ',') escaped.Append('\\').Append(c);
            else if (c == '\n') escaped.Append("\\n");
            else if (!char.IsControl(c)) escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static void Line(StringBuilder text, string line)
    {
        var bytes = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > LineBytesMax)
            {
                text.Append("\r\n ");
                bytes = 1;
            }

            text.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
