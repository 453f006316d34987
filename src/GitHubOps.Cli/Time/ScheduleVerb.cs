using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary><c>githubops schedule</c>: the shifts of some weeks, as text, data or a calendar to subscribe to.</summary>
internal sealed class ScheduleVerb : Verb
{
    private const int WeeksAhead = 4;
    private const int DaysMax = 1100;

    public override Command Build(Surroundings surroundings)
    {
        var options = new ShiftOptions();
        var from = new Option<string?>("--from") { Description = "From here (default: now).", HelpName = "TIME" };
        var to = new Option<string?>("--to")
        {
            Description = "Until here (default: four weeks later).",
            HelpName = "TIME",
        };
        var person = new Option<string?>("--person") { Description = "Only this person's shifts.", HelpName = "LOGIN" };
        var format = RunbookOptions.OneOf("--format", "How to print.", "text", "text", "json", "ics");
        var failOn = RunbookOptions.OneOf("--fail-on", "What fails.", "never", "gap", "thin", "never");
        var command = new VerbCommand(
            "schedule",
            "List the shifts of each rotation, and when a rotation or an area would have nobody, or only one.",
            "githubops schedule",
            "githubops schedule --person ben --format ics > ben.ics",
            "githubops schedule --from 2026-12-01 --to 2027-02-01 --away ben:2026-12-21..2026-12-28 --fail-on gap")
        {
            from, to, person, format, failOn,
        };
        options.AddTo(command);
        command.SetAction(async (result, _) =>
        {
            if (await options.ReadAsync(result, surroundings) is not { } plan) return ExitCodes.Usage;
            var now = Instant.FromDateTimeOffset(surroundings.Time.GetUtcNow());
            var begin = Moments.Read(result.GetValue(from), "--from", plan.Zone, now);
            var end = Moments.Read(result.GetValue(to), "--to", plan.Zone, begin + Duration.FromDays(7 * WeeksAhead));
            if (end <= begin) throw new UsageException("--to is not after --from");
            if (end - begin > Duration.FromDays(DaysMax)) throw new UsageException($"more than {DaysMax} days at once");
            var schedule = Schedule.Of(plan, begin, end, result.GetValue(person));
            var text = result.GetValue(format) switch
            {
                "ics" => IcsShifts.Write(schedule.Name, schedule.Shifts.Select(s => (s.Rotation.Name, s.Stretch)), now),
                "json" => schedule.Json(),
                _ => schedule.Text(),
            };
            await surroundings.Out.WriteAsync(surroundings.OnActions ? WorkflowCommands.Quoted(text) : text);
            return schedule.Fails(result.GetValue(failOn)!) ? ExitCodes.Findings : ExitCodes.Pass;
        });
        return command;
    }

    private sealed record Schedule(
        string Name,
        Instant From,
        Instant To,
        ImmutableArray<(RotationDefinition Rotation, OnCallStretch Stretch)> Shifts,
        ImmutableArray<ThinCover> Thin,
        DateTimeZone Zone)
    {
        public static Schedule Of(ShiftPlan plan, Instant from, Instant to, string? person)
        {
            Login? only = person is { Length: > 0 } name ? new Login(name.TrimStart('@')) : null;
            var shifts = plan.Rotations.SelectMany(rotation => OnCall.Between(rotation, from, to, plan.Absences)
                .Where(stretch => only is null || stretch.Person == only).Select(stretch => (rotation, stretch)));
            var thin = only is null && plan.Rotations.Length == plan.Policy.Rotations.Count
                ? CoverForecast.Of(plan.Policy, from, to, plan.Absences)
                : [.. plan.Rotations.SelectMany(r => CoverForecast.Of(r.Name, r.Members, from, to, plan.Absences))];
            return new Schedule(only?.Value ?? (plan.Rotations is [var one] ? one.Name : plan.Policy.Repo.ToString()),
                from, to, [.. shifts], thin, plan.Zone);
        }

        public bool Fails(string on) => on switch
        {
            "gap" => Thin.Any(thin => thin.Only is null),
            "thin" => !Thin.IsEmpty,
            _ => false,
        };

        public string Text()
        {
            var text = new StringBuilder();
            if (Shifts.IsEmpty) text.Append("no shifts\n");
            foreach (var rotation in Shifts.GroupBy(shift => shift.Rotation.Name))
            {
                var table = new TextTable("FROM", "TO", "ON CALL", "");
                foreach (var (definition, stretch) in rotation)
                    table.Add(HumanTime.DueText(stretch.From, definition.Zone),
                        HumanTime.DueText(stretch.To, definition.Zone),
                        stretch.Person?.Value ?? "nobody",
                        string.Join("; ", stretch.Skipped.Select(skipped => $"{skipped.Person}: {skipped.Reason}")));
                text.Append(rotation.Key).Append('\n').Append(table).Append('\n');
            }

            foreach (var thin in Thin)
                text.Append(Days(thin)).Append(": ").Append(thin.Only is { } one
                    ? $"only {one} can receive {thin.What}" : $"nobody can receive {thin.What}").Append('\n');
            return text.ToString();
        }

        public string Json() => ProblemJson.Write(json =>
        {
            json.WriteString("schema", "githubops.schedule/1");
            json.WriteString("from", From.ToString());
            json.WriteString("to", To.ToString());
            json.WriteStartArray("shifts");
            foreach (var (rotation, stretch) in Shifts)
            {
                json.WriteStartObject();
                json.WriteString("rotation", rotation.Name);
                json.WriteString("person", stretch.Person?.Value);
                ShiftJson.WriteTimes(json, stretch);
                json.WriteString("because", stretch.Because);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("thin");
            foreach (var thin in Thin)
            {
                json.WriteStartObject();
                json.WriteString("what", thin.What);
                json.WriteString("from", thin.From.ToString());
                json.WriteString("to", thin.To.ToString());
                json.WriteString("only", thin.Only?.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });

        private string Days(ThinCover thin)
        {
            var (first, last) = (thin.From.InZone(Zone), (thin.To - Duration.FromMilliseconds(1)).InZone(Zone));
            return first.Date == last.Date ? Day(first) : $"{Day(first)} – {Day(last)}";

            static string Day(ZonedDateTime day) => day.ToString("d MMM uuuu", CultureInfo.InvariantCulture);
        }
    }
}
