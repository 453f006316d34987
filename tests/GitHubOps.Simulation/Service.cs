using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GitHubOps.Simulation;

/// <summary>
/// One life of the service: the real wiring, workers, store and client, without sockets, threads and waiting.
/// </summary>
internal sealed class Service : IDisposable
{
    public const string Secret = "a secret for worlds, long enough";

    private readonly ServiceProvider provider;
    private readonly WebhookEndpoint endpoint;

    private Service(ServiceProvider provider)
    {
        this.provider = provider;
        Workers = [.. provider.GetServices<IWorker>()];
        endpoint = provider.GetRequiredService<WebhookEndpoint>();
        Store = provider.GetRequiredService<Store>();
        Policies = provider.GetRequiredService<PolicyCache>();
    }

    public ImmutableArray<IWorker> Workers { get; }

    public Store Store { get; }

    public PolicyCache Policies { get; }

    /// <summary>What the last delivery was answered with; 0 when it was not.</summary>
    public int LastStatus { get; private set; }

    public static Service Start(
        Database database, string appId, TimeProvider clock, HttpMessageHandler github, HttpMessageHandler channels,
        Dice dice)
    {
        var dialect = database.Dialect;
        var settings = new ServiceSettings
        {
            ApiUrl = "https://github.invalid",
            AppId = appId,
            PrivateKeyFile = Places.KeyFile,
            WebhookSecretFiles = [Places.SecretFile],
            Store = SqliteDialect.Scheme + dialect.Database,
            ChannelFiles = ImmutableDictionary<string, string>.Empty.Add("remind", Places.ChannelFile),
            LogsToConsole = false,
            RunsWorkers = false,
            WaitsInProcess = false,

            // The oracle reads at the end what was delivered.
            KeepIds = Duration.FromDays(3650),
            KeepBodies = Duration.FromDays(3650),
        };
        var built = Wiring.BuildWithoutWeb(settings, new SimulatedMachine
        {
            Time = clock, Database = dialect, GitHub = github, Channels = channels,
            Jitter = () => dice.Below(1000) / 1000d,
            Sign = Places.Sign, ReadPolicy = KnownPolicies.Read,
        });
        try
        {
            Inline.Run(() => ServiceHost.RecoverAsync(built));
            return new Service(built);
        }
        catch
        {
            built.Dispose();
            throw;
        }
    }

    /// <summary>Through the endpoint, signature and all; answers the status that GitHub sees.</summary>
    public int Deliver(SandboxEvent happened)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(happened.Payload);
        var http = new DefaultHttpContext();
        http.Request.Method = "POST";
        http.Request.Body = new MemoryStream(body);
        http.Request.ContentLength = body.Length;
        http.Request.ContentType = "application/json";
        http.Request.Headers["X-GitHub-Event"] = happened.Name;
        http.Request.Headers["X-GitHub-Delivery"] = happened.Guid.ToString();
        http.Request.Headers["X-Hub-Signature-256"] = WebhookSignature.Sign(body,
            System.Text.Encoding.UTF8.GetBytes(Secret));
        http.Response.StatusCode = LastStatus = 0;
        try
        {
            Inline.Run(() => endpoint.HandleAsync(http));
        }
        finally
        {
            LastStatus = http.Response.StatusCode;
        }

        return LastStatus;
    }

    public void Dispose() => provider.Dispose();
}

/// <summary>
/// Everything completes before the call returns, or the world has a second thread and no seed means anything.
/// </summary>
internal static class Inline
{
    public static void Run(Func<Task> act)
    {
        var task = act();
        Finish(task);
        task.GetAwaiter().GetResult();
    }

    public static T Run<T>(Func<Task<T>> act)
    {
        var task = act();
        Finish(task);
        return task.GetAwaiter().GetResult();
    }

    private static void Finish(Task task)
    {
        if (!task.IsCompleted) throw new InvalidOperationException("something did not complete inline");
    }
}
