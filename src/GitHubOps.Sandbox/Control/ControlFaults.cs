using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>
/// Arms faults over HTTP: <c>{"fault": "fail", "count": 3, "status": 502, "operation": "issues/create-comment"}</c>.
/// The filters <c>operation</c>, <c>field</c> (of GraphQL), <c>path</c> (a part of it) and <c>event</c> (of a delivery)
/// may be left out.
/// </summary>
internal static class ControlFaults
{
    public static void Arm(GitHubSandbox sandbox, JsonObject json)
    {
        var faults = sandbox.Faults;
        var count = (int)ControlRead.Number(json, "count", 1);
        var seconds = TimeSpan.FromSeconds(ControlRead.Number(json, "seconds", 60));
        var status = (int)ControlRead.Number(json, "status", 0);
        var requests = Requests(json);
        var events = Events(json);
        switch (ControlRead.Need(json, "fault"))
        {
            case "fail": faults.Fail(count, status == 0 ? 502 : status, requests); break;
            case "apply-then-fail": faults.ApplyThenFail(count, status == 0 ? null : status, requests); break;
            case "cut": faults.Cut(count, requests); break;
            case "delay": faults.Delay(count, seconds, requests); break;
            case "refuse-tokens": faults.RefuseTokens(count); break;
            case "primary-limit": faults.PrimaryLimit(seconds, requests); break;
            case "secondary-limit":
                faults.SecondaryLimit(count, ControlRead.Text(json, "retry_after"), status == 0 ? 403 : status,
                    requests);
                break;
            case "enforce-pace": faults.EnforcePace = !ControlRead.Flag(json, "off"); break;
            case "lose-deliveries": faults.Deliveries.Lose(count, events); break;
            case "fail-deliveries": faults.Deliveries.Fail(count, status == 0 ? 502 : status, events); break;
            case "double-deliveries": faults.Deliveries.Double(count, events); break;
            case "delay-deliveries": faults.Deliveries.Delay(seconds, count, events); break;
            case "reorder-deliveries": faults.Deliveries.Reorder(count); break;
            case "release-deliveries": faults.Deliveries.ReleaseHeld(); break;
            case var other: throw new ControlException($"no fault is called {other}");
        }
    }

    private static Func<SandboxRequest, bool> Requests(JsonObject json)
    {
        var operation = ControlRead.Text(json, "operation");
        var field = ControlRead.Text(json, "field");
        var path = ControlRead.Text(json, "path");
        return r => (operation is null || r.Operation == operation) &&
            (field is null || r.Fields.Any(f => f.Field == field)) &&
            (path is null || r.Path.Contains(path, StringComparison.Ordinal));
    }

    private static Func<SandboxEvent, bool>? Events(JsonObject json) =>
        ControlRead.Text(json, "event") is { } name ? e => e.Name == name || e.FullName == name : null;
}
