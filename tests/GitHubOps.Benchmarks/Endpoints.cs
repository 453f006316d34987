using System.Net;
using System.Security.Cryptography;
using System.Text;
using GitHubOps.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace GitHubOps.Benchmarks;

/// <summary>The yardstick: reads the body, computes its HMAC, answers. Stores nothing.</summary>
internal static class BareEndpoint
{
    public static async Task<int> RunAsync()
    {
        var secret = Encoding.UTF8.GetBytes(Payloads.Secret);
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
            var matches = HMACSHA256.HashData(secret, body).Length == 32;
            http.Response.StatusCode = matches ? StatusCodes.Status202Accepted : StatusCodes.Status401Unauthorized;
            http.Response.ContentLength = 0;
        });
        await app.StartAsync();
        Console.WriteLine(new Uri(app.Urls.First()).Port);
        await Task.Run(Console.In.ReadToEnd);
        return 0;
    }
}

/// <summary>The service as it is, on a store of its own.</summary>
internal static class OurIntake
{
    public static async Task<int> RunAsync(string folder, bool withWorkers)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "secret"), Payloads.Secret);
        await using var host = await ServiceHost.StartAsync(new ServiceSettings
        {
            // Nothing listens there: the measurement is of taking in, not of GitHub.
            ApiUrl = "http://127.0.0.1:9",
            AppId = "measured",
            PrivateKeyFile = Path.Combine(folder, "app.pem"),
            WebhookSecretFiles = [Path.Combine(folder, "secret")],
            Store = "sqlite:" + Path.Combine(folder, "ops.db"),
            Listen = "http://127.0.0.1:0",
            StatusListen = "http://127.0.0.1:0",
            LogsToConsole = false,
            RunsWorkers = withWorkers,
            Settle = Duration.FromSeconds(8),
        });
        Console.WriteLine(host.Address.Port);
        await Task.Run(Console.In.ReadToEnd);
        return 0;
    }
}
