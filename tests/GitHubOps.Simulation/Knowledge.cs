using System.Text.Json;

namespace GitHubOps.Simulation;

/// <summary>What one webhook tells about one issue: the acts that the invariants ask after.</summary>
internal sealed record ToldAct(Guid Delivery, string Kind, long Issue, string Subject, DateTimeOffset At, bool ByUs);

/// <summary>Which webhook tells which act, so that nobody is blamed for what they could not know yet.</summary>
internal sealed class Knowledge(World world)
{
    private readonly List<ToldAct> acts = [];
    private readonly Dictionary<Guid, string> names = [];

    public void Note(SandboxEvent happened, int number)
    {
        names[happened.Guid] = $"({number}) {happened}";
        if (happened.Name is not ("issues" or "issue_comment")) return;
        using var payload = JsonDocument.Parse(happened.Payload);
        var root = payload.RootElement;
        var subject = root.TryGetProperty("label", out var label) ? label.GetProperty("name").GetString()
            : root.TryGetProperty("assignee", out var person) ? person.GetProperty("login").GetString()
            : "";
        var issue = root.GetProperty("issue");
        names[happened.Guid] =
            $"({number}) #{issue.GetProperty("number")} {happened.FullName} {subject} by {happened.Sender}".Replace(
                "  ", " ", StringComparison.Ordinal);
        acts.Add(new ToldAct(
            happened.Guid, happened.FullName, issue.GetProperty("id").GetInt64(), subject ?? "", happened.At,
            happened.Sender == world.GitHub.App.Bot.Login));
    }

    /// <summary>As the trace names it: a delivery's id is another one each time.</summary>
    public string NameOf(SandboxEvent happened) => names[happened.Guid];

    /// <summary>The first act of this kind that was not before <paramref name="notBefore"/>.</summary>
    public ToldAct? Find(string kind, long issue, string subject, DateTimeOffset notBefore) => acts.Find(act =>
        act.Kind == kind && act.Issue == issue && act.At >= notBefore &&
        string.Equals(act.Subject, subject, StringComparison.OrdinalIgnoreCase));
}
