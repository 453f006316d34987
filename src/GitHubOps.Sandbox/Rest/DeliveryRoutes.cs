using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>The App's webhook and its log of deliveries: newest first, by cursor.</summary>
internal static class DeliveryRoutes
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(3);

    public static readonly Route[] All =
    [
        new("GET", "/app/hook/config", "apps/get-webhook-config-for-app", Access.App, c => Answer.Ok(Config(c))),
        new("PATCH", "/app/hook/config", "apps/update-webhook-config-for-app", Access.App, SetConfig),
        new("GET", "/app/hook/deliveries", "apps/list-webhook-deliveries", Access.App, List),
        new("GET", "/app/hook/deliveries/{delivery_id}", "apps/get-webhook-delivery", Access.App, Get),
        new("POST", "/app/hook/deliveries/{delivery_id}/attempts", "apps/redeliver-webhook-delivery", Access.App,
            Redeliver),
    ];

    private static JsonObject Config(Call call)
    {
        var config = new JsonObject { ["content_type"] = "json", ["insecure_ssl"] = "0" };
        if (call.World.App.WebhookSecret is not null) config["secret"] = "********";
        if (call.World.App.WebhookUrl is { } url) config["url"] = url.ToString();
        return config;
    }

    private static Answer SetConfig(Call call)
    {
        if (call.Text("url") is { } url) call.World.App.WebhookUrl = new Uri(url);
        if (call.Text("secret") is { } secret) call.World.App.WebhookSecret = secret;
        return Answer.Ok(Config(call));
    }

    /// <summary>GitHub forgets deliveries after three days.</summary>
    private static IEnumerable<SandboxDelivery> Log(Call call) =>
        call.Sandbox.Deliveries.Reverse().Where(d => d.DeliveredAt > call.Now - Kept);

    private static Answer List(Call call)
    {
        var size = Math.Clamp(int.TryParse(call.Query("per_page"), out var asked) ? asked : 30, 1, 100);
        var log = Log(call).Where(d => call.Query("status") switch
        {
            "success" => d.IsOk,
            "failure" => !d.IsOk,
            _ => true,
        });
        if (call.Query("cursor") is { } cursor)
        {
            if (!cursor.StartsWith("v1_", StringComparison.Ordinal) || !long.TryParse(cursor[3..], out var before))
                throw Refusal.Of(422, "Invalid cursor");
            log = log.Where(d => d.Id < before);
        }

        var page = log.Take(size + 1).ToList();
        var answer = Answer.Ok(Shapes.List(page.Take(size), Short));
        if (page.Count > size) answer.Headers["Link"] =
            $"<{call.Shapes.Api}/app/hook/deliveries?per_page={size}&cursor=v1_{page[size - 1].Id}>; rel=\"next\"";
        return answer;
    }

    private static SandboxDelivery Find(Call call)
    {
        var id = call.Number("delivery_id");
        return Log(call).FirstOrDefault(d => d.Id == id) ?? throw Refusal.NotFound();
    }

    private static Answer Get(Call call)
    {
        var delivery = Find(call);
        var shape = Short(delivery);
        shape["url"] = call.World.App.WebhookUrl?.ToString();
        shape["request"] = new JsonObject
        {
            ["headers"] = Shapes.Permissions(delivery.RequestHeaders),
            ["payload"] = JsonNode.Parse(delivery.Event.Payload),
        };
        shape["response"] = new JsonObject
        {
            ["headers"] = Shapes.Permissions(delivery.ResponseHeaders),
            ["payload"] = delivery.ResponseBody,
        };
        return Answer.Ok(shape);
    }

    private static Answer Redeliver(Call call)
    {
        call.Desk.Dispatcher.Redeliver(Find(call).Event);
        return Answer.Json(202, new JsonObject());
    }

    private static JsonObject Short(SandboxDelivery delivery) => new()
    {
        ["id"] = delivery.Id,
        ["guid"] = delivery.Event.Guid.ToString(),
        ["delivered_at"] = Shapes.Time(delivery.DeliveredAt),
        ["redelivery"] = delivery.IsRedelivery,
        ["duration"] = Math.Round(delivery.Duration.TotalSeconds, 2),
        ["status"] = delivery.Status,
        ["status_code"] = delivery.StatusCode,
        ["event"] = delivery.Event.Name,
        ["action"] = delivery.Event.Action,
        ["installation_id"] = delivery.Event.InstallationId,
        ["repository_id"] = delivery.Event.RepositoryId,
        ["throttled_at"] = null,
    };
}
