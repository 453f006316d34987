using System.Collections.Immutable;
using System.CommandLine;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary><c>githubops oncall</c>: who has the shift, and why.</summary>
internal sealed class OnCallVerb : Verb
{
    public override Command Build(Surroundings surroundings)
    {
        var options = new ShiftOptions();
        var at = new Option<string?>("--at")
        {
            Description = "At this moment; without an offset, in the organisation's zone (default: now).",
            HelpName = "TIME",
        };
        var why = new Option<bool>("--why") { Description = "Tell how the answer comes about." };
        var format = RunbookOptions.OneOf("--format", "How to print.", "text", "text", "json");
        var command = new VerbCommand(
            "oncall",
            "Show who is on call, and who backs them up. The files alone know no swaps and nobody's absence, and " +
            "today's roster is taken to have been in force always; the service's store (--store) knows better.",
            "githubops oncall",
            "githubops oncall --rotation triage --why",
            "githubops oncall --at 2026-12-24T15:00 --away ben:2026-12-21..2026-12-28")
        {
            at, why, format,
        };
        options.AddTo(command);
        command.SetAction(async (result, _) =>
        {
            if (await options.ReadAsync(result, surroundings) is not { } plan) return ExitCodes.Usage;
            var now = Instant.FromDateTimeOffset(surroundings.Time.GetUtcNow());
            var moment = Moments.Read(result.GetValue(at), "--at", plan.Zone, now);
            var answers = plan.Rotations.Select(rotation => (rotation, OnCall.At(rotation, moment, plan.Absences)));
            var text = result.GetValue(format) == "json"
                ? Json(moment, answers) : Text(answers.ToImmutableArray(), result.GetValue(why));
            await surroundings.Out.WriteAsync(surroundings.OnActions ? WorkflowCommands.Quoted(text) : text);
            return ExitCodes.Pass;
        });
        return command;
    }

    private static string Text(
        ImmutableArray<(RotationDefinition Rotation, OnCallAnswer Answer)> answers, bool why)
    {
        if (answers.IsEmpty) return "there are no rotations\n";
        var table = new TextTable("ROTATION", "ON CALL", "UNTIL", "BACKUP", "SHADOW");
        foreach (var (rotation, answer) in answers)
            table.Add(rotation.Name, answer.Person?.Value ?? (answer.Stretch is null ? "by turn" : "nobody"),
                answer.Stretch is { } stretch ? HumanTime.DueText(stretch.To, rotation.Zone) : "",
                answer.Backup?.Value ?? "", answer.Shadow?.Value ?? "");
        var text = table.ToString();
        if (!why) return text;
        foreach (var (rotation, answer) in answers)
            text += $"\n{rotation.Name}\n" + string.Concat(answer.Because.Select(reason => $"  {reason}\n"));
        return text;
    }

    private static string Json(
        Instant at, IEnumerable<(RotationDefinition Rotation, OnCallAnswer Answer)> answers) =>
        ProblemJson.Write(json =>
    {
        json.WriteString("schema", "githubops.oncall/1");
        json.WriteString("at", at.ToString());
        json.WriteStartArray("rotations");
        foreach (var (rotation, answer) in answers)
        {
            json.WriteStartObject();
            json.WriteString("rotation", rotation.Name);
            json.WriteString("person", answer.Person?.Value);
            if (answer.Stretch is { } stretch) ShiftJson.WriteTimes(json, stretch);
            json.WriteString("backup", answer.Backup?.Value);
            json.WriteString("shadow", answer.Shadow?.Value);
            json.WriteStartArray("because");
            foreach (var reason in answer.Because) json.WriteStringValue(reason);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
