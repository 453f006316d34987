using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary><c>holidays:</c> of a calendar: a date, a file, a file with its pin, or a list of these.</summary>
internal sealed class CalendarHolidays(string key, PolicyDraft draft)
{
    private const string Path = "ops/holidays/at.ics";
    private const string Pin = "3f0a2c9d51e8b746";

    private static readonly MapShape File = new("map of an iCalendar file",
    [
        new("file", new TextShape("path of an iCalendar file", [Path]) { Pattern = "\\.ics$" },
            "Where it lies.") { IsRequired = true },
        new("sha256", new TextShape("SHA-256, 16 digits of it or more", [Pin]) { Pattern = "^[0-9A-Fa-f]{16,64}$" },
            "What it must contain: a file that was changed is refused until this is, too, and the problem tells the " +
                "new one."),
    ], $"{{ file: {Path}, sha256: {Pin} }}");

    private static readonly TextShape Day =
        new("date, or path of an iCalendar file", [Path, "2026-12-24"])
        {
            Pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$|\\.ics$"
        };

    public static Shape Shape { get; } = new EitherShape(
        "path of an iCalendar file, such a file with its SHA-256, or a list of them and of dates",
        [Day, File, new ListShape(new EitherShape(Day.Says, [Day, File]), $"[2026-12-24, {Path}]")]);

    /// <summary>Null where something is wrong with them: told already.</summary>
    public ImmutableHashSet<LocalDate>? Read(OpsNode node)
    {
        if (node is not OpsList) return ReadOne(node);
        if (draft.Read.List(node, key, $"a list: `[2026-12-24, {Path}]`") is not { } list) return null;
        var days = ImmutableHashSet.CreateBuilder<LocalDate>();
        var isWhole = true;
        foreach (var item in list.Items)
        {
            if (ReadOne(item) is { } found) days.UnionWith(found);
            else isWhole = false;
        }

        return isWhole ? days.ToImmutable() : null;
    }

    private ImmutableHashSet<LocalDate>? ReadOne(OpsNode node)
    {
        if (node is OpsMap) return ReadPinned(node);

        // A date is meant here, so a date without quotes is no trap.
        if (node is OpsText written && MomentText.ParseDate(written.Text) is { } date) return [date];
        if (draft.Read.Text(node, key, $"the path of an iCalendar file: `{Path}`") is not { } path) return null;
        return ReadFile(node, path) is { } file ? DatesOf(file, node) : null;
    }

    private ImmutableHashSet<LocalDate>? ReadPinned(OpsNode node)
    {
        if (draft.Read.Fields(node, key, $"`{File.Example}`", File.Keys) is not { } map) return null;
        if (!map.TryGet("file", out var at))
        {
            draft.Read.Missing(node.At, $"{key}.file", $"Write `file: {Path}`.");
            return null;
        }

        if (draft.Read.Text(at, $"{key}.file", $"the path of an iCalendar file: `{Path}`") is not { } path ||
            ReadFile(at, path) is not { } file) return null;
        return map.TryGet("sha256", out var pin) && !IsPinned(file, pin, Name(at, path)) ? null : DatesOf(file, at);
    }

    /// <summary>
    /// The file lies beside the file that names it: a shared calendar's in the organisation's repository.
    /// </summary>
    private RepoFile? ReadFile(OpsNode node, string path)
    {
        if (!PolicyFiles.IsHolidays(path))
        {
            draft.Read.Invalid(node, key, $"`{ValueReader.Shown(path)}` is no place for a calendar",
                "Put an `.ics` file below `ops/` or `.github/`.");
            return null;
        }

        var files = IsOwn(node) ? draft.Input.Files : draft.Input.OrgFiles;
        if (PolicyFiles.Find(files, path) is { } file) return file;
        draft.Problems.Error(ProblemCodes.MissingFile, node.At,
            $"there is no file `{ValueReader.Shown(Name(node, path))}`",
            "Add it, or take `holidays` away.");
        return null;
    }

    private bool IsPinned(RepoFile file, OpsNode node, string name)
    {
        // Digits alone are no trap here: a hash of nothing else is a hash.
        var pin = (node as OpsText)?.Text ?? "";
        var remedy = $"Look at what it says now, and write `sha256: {ContentPin.Of(file.Text)}`.";
        if (!ContentPin.IsPin(pin))
            draft.Read.Invalid(node, $"{key}.sha256",
                $"it is not {ContentPin.LengthMin} to {ContentPin.Length} digits of a SHA-256",
                remedy);
        else if (!ContentPin.Holds(pin, file.Text))
            draft.Problems.Error(ProblemCodes.CalendarPin, node.At,
                $"`{ValueReader.Shown(name)}` has changed: it is not the file that is pinned here", remedy);
        else return true;
        return false;
    }

    private ImmutableHashSet<LocalDate> DatesOf(RepoFile file, OpsNode node) =>
        draft.Holidays(file, Name(node, file.Path)).Dates;

    private string Name(OpsNode node, string path) => IsOwn(node) ? path : PolicyFiles.OrgName(draft.Input.Repo, path);

    private static bool IsOwn(OpsNode node) => node.At.File == PolicyFiles.Ops;
}
