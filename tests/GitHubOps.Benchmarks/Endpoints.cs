using System.Net;
using System.Text;
using System.Text.Json;
using GitHubOps.Core;
using GitHubOps.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace GitHubOps.Benchmarks;

/// <summary>The yardstick: reads the body, compares its HMAC with the header, answers. Stores nothing.</summary>
internal static class BareEndpoint
{
    public static async Task<int> RunAsync()
    {
        byte[][] secrets = [Encoding.UTF8.GetBytes(Payloads.Secret)];
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        app.Run(async http =>
        {
            var body = new byte[(int)http.Request.ContentLength!.Value];
            await http.Request.Body.ReadExactlyAsync(body);
            var isRight = WebhookSignature.Verify(body, http.Request.Headers["X-Hub-Signature-256"], [.. secrets]);
            http.Response.StatusCode = isRight ? StatusCodes.Status202Accepted : StatusCodes.Status401Unauthorized;
            http.Response.ContentLength = 0;
        });
        await app.StartAsync();
        Console.WriteLine($"ports {new Uri(app.Urls.First()).Port}");
        await Task.Run(Console.In.ReadToEnd);
        return 0;
    }
}

/// <summary>How the service is started for a measurement.</summary>
internal sealed record ServicePlan
{
    /// <summary>Holds the store, the secret and the key.</summary>
    public required string Folder { get; init; }

    /// <summary>Nothing listens at the usual one: GitHub is away.</summary>
    public string ApiUrl { get; init; } = "http://127.0.0.1:9";

    public string AppId { get; init; } = "measured";

    public bool RunsWorkers { get; init; } = true;

    public bool Logs { get; init; }

    public double SettleSeconds { get; init; } = 8;

    /// <summary>Added to the machine's clock.</summary>
    public double ShiftSeconds { get; init; }
}

/// <summary>The service as it is.</summary>
internal static class MeasuredService
{
    public static async Task<int> RunAsync(string json)
    {
        var plan = JsonSerializer.Deserialize<ServicePlan>(json)!;
        await File.WriteAllTextAsync(Path.Combine(plan.Folder, "secret"), Payloads.Secret);
        var settings = new ServiceSettings
        {
            ApiUrl = plan.ApiUrl,
            AppId = plan.AppId,
            PrivateKeyFile = Path.Combine(plan.Folder, "app.pem"),
            WebhookSecretFiles = [Path.Combine(plan.Folder, "secret")],
            Store = "sqlite:" + Path.Combine(plan.Folder, "ops.db"),
            Listen = "http://127.0.0.1:0",
            StatusListen = "http://127.0.0.1:0",
            LogsToConsole = plan.Logs,
            RunsWorkers = plan.RunsWorkers,
            Settle = Duration.FromSeconds(plan.SettleSeconds),
        };
        await using var host = await ServiceHost.StartAsync(
            settings, new ShiftedTime { Shift = TimeSpan.FromSeconds(plan.ShiftSeconds) });
        Console.WriteLine($"ports {host.Address.Port} {host.StatusAddress.Port}");
        await Task.Run(Console.In.ReadToEnd);
        return 0;
    }
}

/// <summary>The machine's clock, some days ago.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}
