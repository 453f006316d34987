using System.Globalization;
using System.Text;
using GitHubOps.Tests;
using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>
/// One case of a rule as a text. A header of <c>key: value</c> lines (<c>repository</c> or <c>ops</c>, <c>at</c>,
/// <c>away</c>, <c>full</c>, <c>unassignable</c>, <c>role</c>, <c>installed</c>, <c>newcomer</c>, <c>pull</c>,
/// <c>runbook</c> with its owner), an empty line, then what happens, a line each; the body of an issue or a comment
/// follows it in lines that begin with <c>|</c>. <c>files OTHER.yml</c> puts other files in force.
/// </summary>
internal static class RuleCase
{
    public static string Run(string given, string folder)
    {
        var lines = given.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').ToList();
        var split = lines.IndexOf("");
        var header = lines.Take(split).Select(line => line.Split(": ", 2)).ToLookup(pair => pair[0], pair => pair[1]);
        var story = Begin(header, folder);
        var printed = new StringBuilder();
        for (var i = split + 1; i < lines.Count; i++)
        {
            var act = lines[i];
            var body = string.Join('\n',
                lines.Skip(i + 1).TakeWhile(line => line.StartsWith('|')).Select(line => line[1..].TrimStart(' ')));
            while (i + 1 < lines.Count && lines[i + 1].StartsWith('|')) i++;
            Act(story, act, body, folder);
            printed.Append($"> {act}\n");
            Print(story, printed);
        }

        return printed.ToString();
    }

    private static Story Begin(ILookup<string, string> header, string folder)
    {
        string[] Names(string key) => header[key].SelectMany(value => value.Split(' ')).ToArray();
        var story = header["ops"].FirstOrDefault() is { } ops
            ? new Story(PolicyOf(folder, ops))
            : new Story(Story.In(header["repository"].FirstOrDefault() ?? "dashboard-factory").Policy)
            {
                IsPull = header["pull"].Any()
            };
        foreach (var owner in header["runbook"]) story.Runbooks = new([Examples.RunbookOf(story.Policy, owner)], []);
        if (header["at"].FirstOrDefault() is { } at) story.At(at.Split(' ')[0], at.Split(' ')[1]);
        foreach (var one in Names("away")) story.Away.Add(new Login(one));
        foreach (var one in Names("full")) story.Load[new Login(one)] = 99;
        foreach (var one in Names("unassignable")) story.Unassignable.Add(new Login(one));
        story.IsNewcomer = header["newcomer"].Any();
        if (header["role"].FirstOrDefault() is { } role) story.SenderRole = Enum.Parse<RepoRole>(role);
        if (header["installed"].FirstOrDefault() is { } installed)
            story.InstalledAt = Story.Time(installed.Split(' ')[0], installed.Split(' ')[1]);
        return story;
    }

    private static RepoPolicy PolicyOf(string folder, string ops) => Examples.Policy(Examples.With(
        File.ReadAllText(Path.Combine(folder, ops)),
        new RepoFile("OWNERS", "approvers: [ana]\nreviewers: [ben, dee]\n")));

    private static void Act(Story story, string act, string body, string folder)
    {
        if (act.StartsWith("files ", StringComparison.Ordinal))
        {
            story.ChangesFiles(PolicyOf(folder, act[6..]));
            return;
        }

        if (!act.StartsWith("at ", StringComparison.Ordinal) && !act.StartsWith("wait ", StringComparison.Ordinal)
            && story.Issue is not null)
            story.Now += Duration.FromSeconds(1);
        _ = act.Split(' ', 3) switch
        {
            ["at", var time, var zone] => story.At(time, zone),
            ["wait", var time, var zone] => story.Waits(time, zone),
            ["upstream", "closed", var issue] => story.HearsOf(new UpstreamNews(
                story.State!.Upstream!.Repo, int.Parse(issue, CultureInfo.InvariantCulture), IsClosed: true)),
            ["github", "tells"] => story.GitHubTellsOfIt(),
            ["github", "refuses", var person] => story.GitHubRefuses(person),
            ["alarm", var key] =>
                story.Rings(AlarmKey.TryParse(key, out var read) ? read : throw new FormatException(key)),
            [var who, "opens", var title] => Open(story, who, title.Split(" with "), body),
            [var who, "edits"] => story.Edits(who, body),
            [var who, "comments"] => story.Comments(who, body),
            [var who, "labels", var label] => story.PutsOn(who, label),
            [var who, "unlabels", var label] => story.TakesOff(who, label),
            [var who, "assigns", var person] => story.Assigns(who, person),
            [var who, "unassigns", var person] => story.Unassigns(who, person),
            [var who, "closes", var reason] => story.Closes(who, Enum.Parse<CloseReason>(reason)),
            [var who, "reopens"] => story.Reopens(who),
            [var who, "locks"] => story.Locks(who),
            [var who, "moves", var to] =>
                story.Moves(who, to.Split(' ')[0], isKnown: !to.EndsWith(" unknown", StringComparison.Ordinal)),
            [var who, "deletes", _] => story.DeletesOurComment(who),
            _ => throw new FormatException($"no such line: {act}"),
        };
    }

    /// <summary>
    /// <c>ana opens TITLE with area/publishing @dee</c>: labels and assignees that stand there from the start.
    /// </summary>
    private static Story Open(Story story, string who, string[] parts, string body)
    {
        var with = parts.Length > 1 ? parts[1].Split(' ') : [];
        return story.Opens(who, parts[0], body,
            [.. with.Where(one => one[0] != '@').Select(one => one.Replace('_', ' '))],
            [.. with.Where(one => one[0] == '@').Select(one => one[1..])]);
    }

    private static void Print(Story story, StringBuilder to)
    {
        foreach (var decision in story.Last)
            if (Show(decision.Effect) is { } shown) to.Append($"  {shown}  [{decision.RuleId}] {decision.Because}\n");
        to.Append(
            $"  = {(story.Labels.Length == 0 ? "no labels" : story.Labels)}; {(story.Assignees.Length == 0 ? "nobody" : story.Assignees)}");
        foreach (var clock in story.State!.Clocks.Where(clock => clock.State is not ClockState.Cancelled))
            to.Append(
                $"; {clock.Metric.ToString().ToLowerInvariant()} {clock.Target} {clock.State.ToString().ToLowerInvariant()}");
        if (story.State.Proposed is { } proposed) to.Append($"; proposed {proposed.Value.Print()}");
        if (story.State.HandsOff is { } off) to.Append($"; hands off: {off}");
        to.Append('\n');
    }

    private static string? Show(Effect effect) => effect switch
    {
        Effect.AddLabel add => $"+ {add.Label}",
        Effect.RemoveLabel remove => $"- {remove.Label}",
        Effect.Assign assign => $"assign {assign.Person}",
        Effect.Unassign unassign => $"unassign {unassign.Person}",
        Effect.PutComment put =>
            $"comment ({put.Facts.State}{(put.Facts.DueAt is { } due ? due.ToString(" uuuu-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture) : "")})",
        Effect.TakeTurn turn => turn.Back ? $"turn back {turn.Ledger} {turn.Person}"
            : $"turn {turn.Ledger} {turn.Person}",
        Effect.Tell tell => $"tell {tell.Channel}: {tell.Text}",
        Effect.KeepEvidence { Said: var said } =>
            $"keep {said.Kind.ToString().ToLowerInvariant()} {said.Path}{(said.Said is { } words ? $" {words}" : "")}",
        Effect.Close close => $"close as {close.Reason}",
        Effect.Reopen => "reopen",
        Effect.LeaveAlone leave => $"leave {leave.What}",
        _ => null,
    };
}
