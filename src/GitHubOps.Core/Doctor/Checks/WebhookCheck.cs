using NodaTime;

namespace GitHubOps.Core;

/// <summary>News that do not arrive.</summary>
internal sealed class WebhookCheck : DoctorCheck
{
    /// <summary>So many failures without a success are no accident.</summary>
    private const int FailuresMin = 3;

    public override string Code => "doctor/webhook";

    public override string Help =>
        "The App has no webhook address or secret, sends another form than JSON, does not check the certificate, or " +
        "its last deliveries for this installation all failed or lie days back. Asked with the App's own key.";

    public override IEnumerable<Problem> Check(DoctorFacts facts)
    {
        if (facts.App is not { } app) yield break;
        if (app.Webhook.Url is null)
        {
            yield return Error("the App has no webhook address: nothing that happens is ever told",
                "Set it under Webhook of the App: `https://YOUR-HOST/api/github/webhooks`.");
            yield break;
        }

        if (!app.Webhook.HasSecret)
            yield return Error("the App has no webhook secret: the service refuses unsigned deliveries",
                "Set one under Webhook of the App, and give the same to the service.");
        if (!app.Webhook.IsJson)
            yield return Error("the App sends its deliveries as a form, which the service refuses",
                "Choose the content type `application/json` under Webhook of the App.");
        if (!app.Webhook.ChecksCertificate)
            yield return Warning("the App does not check the certificate of its webhook's address",
                "Switch SSL verification on under Webhook of the App.");
        foreach (var problem in Log(facts, app)) yield return problem;
    }

    private IEnumerable<Problem> Log(DoctorFacts facts, HostedApp app)
    {
        if (app.Installation is null) yield break;
        if (app.Deliveries is [])
        {
            yield return Notice(
                "GitHub's log holds no delivery for this installation: either nothing has happened in " +
                "its three days, or nothing is told", "Open an issue and look again.");
            yield break;
        }

        var newest = app.Deliveries[0];
        var failed = app.Deliveries.TakeWhile(delivery => !delivery.IsAccepted).Count();
        if (failed >= FailuresMin || failed == app.Deliveries.Length)
            yield return Error(
                $"the last {Count(failed)} for this installation failed, the newest {Ago(facts.Now - newest.At)} " +
                $"with {Status(newest)}",
                "Look at Advanced → Recent deliveries of the App; what was missed is fetched when the service runs " +
                    "again.");
    }

    private static string Count(int count) => count == 1 ? "delivery" : $"{count} deliveries";

    private static string Status(HostedDelivery delivery) =>
        delivery.StatusCode == 0 ? "no answer" : $"status {delivery.StatusCode}";

    private static string Ago(Duration age) => age.TotalHours < 1
        ? "less than an hour ago"
        : age.TotalHours < 48 ? $"{(int)age.TotalHours} h ago" : $"{(int)age.TotalDays} days ago";
}
