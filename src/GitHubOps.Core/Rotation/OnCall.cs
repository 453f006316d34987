using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>Who is on call for a rotation during a stretch of time, and why; half-open.</summary>
/// <param name="Person">Null: a gap, everybody of the rotation is away.</param>
/// <param name="Index">The number of the shift, counted from the anchor.</param>
/// <param name="Skipped">Who would have been before them, and why not.</param>
public sealed record OnCallStretch(
    Login? Person,
    Instant From,
    Instant To,
    long Index,
    ImmutableArray<SkippedPerson> Skipped,
    string Because);

/// <summary>The answer to "who is on call?", with everything it rests on.</summary>
/// <param name="Stretch">Null: by turn, so it is decided for each issue anew.</param>
/// <param name="Because">Sentences: the shift, how it was counted, who was passed over.</param>
public sealed record OnCallAnswer(
    string Rotation,
    Instant At,
    OnCallStretch? Stretch,
    Login? Backup,
    Login? Shadow,
    ImmutableArray<string> Because)
{
    public Login? Person => Stretch?.Person;
}

/// <summary>
/// Who is on call once absences are known. The substitute is the next of the roster who is there; nobody's turn moves,
/// nobody earns or owes anything.
/// </summary>
public static class OnCall
{
    public static OnCallAnswer At(RotationDefinition rotation, Instant t, IReadOnlyCollection<Absence> absences)
    {
        if (!rotation.Layers.IsEmpty) return LayeredOnCall.At(rotation, t, absences);
        if (RotationSchedule.At(rotation, t) is not { } shift)
        {
            if (rotation is { IsByTime: true, Hours: { } hours }) return Closed(rotation, hours, t);
            var why = rotation.Members.IsEmpty
                ? $"{rotation.Name} has no members"
                : $"{rotation.Name} has no shifts: whose turn it is, is decided for each issue";
            return new OnCallAnswer(rotation.Name, t, null, null, null, [why]);
        }

        var stretch = Pieces(rotation, shift, absences).First(piece => t < piece.To);
        return new OnCallAnswer(rotation.Name, t, stretch, BackupOf(rotation, shift, stretch, t, absences),
            RotationSchedule.ShadowAt(rotation, t) is { } shadow && absences.Of(shadow, t) is null ? shadow : null,
            [.. Reasons(rotation, shift, stretch)]);
    }

    /// <summary>
    /// The stretches that have some time in <c>[from, to)</c>, in order, as many as
    /// <see cref="RotationSchedule.ShiftsMax"/> shifts give.
    /// </summary>
    public static IEnumerable<OnCallStretch> Between(
        RotationDefinition rotation, Instant from, Instant to, IReadOnlyCollection<Absence> absences) =>
        !rotation.Layers.IsEmpty ? LayeredOnCall.Between(rotation, from, to, absences)
            : RotationSchedule.Between(rotation, from, to).SelectMany(shift => Pieces(rotation, shift, absences))
                .Where(piece => piece.To > from && piece.From < to);

    private static OnCallAnswer Closed(RotationDefinition rotation, BusinessCalendar hours, Instant t)
    {
        var opens = hours.NextOpening(t);
        var because = $"{rotation.Name} has no shift until {HumanTime.DueText(opens, rotation.Zone)}";
        var stretch = new OnCallStretch(null, hours.LastCloseBefore(t) ?? t, opens, 0, [], because);
        return new OnCallAnswer(rotation.Name, t, stretch, null, null, [because]);
    }

    // A shift is cut where somebody leaves or comes back, and put together again where that changed nothing.
    private static IEnumerable<OnCallStretch> Pieces(
        RotationDefinition rotation, Shift shift, IReadOnlyCollection<Absence> absences)
    {
        var cuts = new SortedSet<Instant> { shift.From, shift.To };
        foreach (var away in absences) cuts.UnionWith([away.From, away.To]);
        OnCallStretch? last = null;
        foreach (var cut in cuts.Where(cut => shift.From <= cut && cut < shift.To))
        {
            var next = Resolve(rotation, shift, cut, absences);
            if (last is not null && last.Person == next.Person) continue;
            if (last is not null) yield return last with { To = cut };
            last = next;
        }

        if (last is not null) yield return last with { To = shift.To };
    }

    private static OnCallStretch Resolve(
        RotationDefinition rotation, Shift shift, Instant t, IReadOnlyCollection<Absence> absences)
    {
        var skipped = ImmutableArray.CreateBuilder<SkippedPerson>();
        foreach (var person in RotationSchedule.OrderFrom(rotation, shift))
        {
            if (absences.Of(person, t) is not { } away)
                return new OnCallStretch(person, t, shift.To, shift.Index, skipped.ToImmutable(), skipped.Count == 0
                    ? shift.Because : $"{person} is the next in order who is there");
            skipped.Add(
                new SkippedPerson(person, away.Because ?? $"away until {HumanTime.DueText(away.To, rotation.Zone)}"));
        }

        return new OnCallStretch(null, t, shift.To, shift.Index, skipped.ToImmutable(),
            $"everybody in {rotation.Name} is away");
    }

    private static Login? BackupOf(
        RotationDefinition rotation, Shift shift, OnCallStretch stretch, Instant t,
        IReadOnlyCollection<Absence> absences)
    {
        if (stretch.Person is not { } holder) return null;
        if (RotationSchedule.BackupAt(rotation, t) is { } backup && backup != holder && absences.Of(backup, t) is null)
            return backup;
        var others = rotation.Backup.IsEmpty ? RotationSchedule.OrderFrom(rotation, shift) : rotation.Backup;
        foreach (var person in others)
            if (person != holder && absences.Of(person, t) is null) return person;
        return null;
    }

    private static IEnumerable<string> Reasons(RotationDefinition rotation, Shift shift, OnCallStretch stretch)
    {
        yield return shift.Because;
        foreach (var (person, reason) in stretch.Skipped) yield return $"{person} is passed over: {reason}";
        if (!stretch.Skipped.IsEmpty) yield return stretch.Because;
        var order = RotationSchedule.RosterOf(rotation, shift);
        var anchor = rotation.HandOffs(rotation.Length!.Value).Anchor
            .ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture);
        if (!rotation.Days.IsEmpty)
            yield return $"only {string.Join(", ", rotation.Days.Select(day => day.ToString()[..3]))} count";
        var pinned = rotation.Anchor is { } pin ? $", which the file pins to {pin.Person}" : "";
        yield return $"shift {shift.Index} of {rotation.Length} each, counted from {anchor} " +
            $"({HumanTime.CityOf(rotation.Zone)}){pinned}; the roster is {string.Join(", ", order)}";
    }
}
