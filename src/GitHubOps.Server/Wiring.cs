using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Console;

namespace GitHubOps.Server;

/// <summary>Every registration and every route, top to bottom.</summary>
internal static class Wiring
{
    private const int ConnectionsMax = 1000;
    private const int StatusConnectionsMax = 100;
    private const int InboxWorkers = 2;
    private const int OutboxWorkers = 4;

    public static WebApplication Build(ServiceSettings settings, TimeProvider time, HttpMessageHandler? github)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        AddLogging(builder, settings);
        AddWeb(builder, settings);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(time);

        // Opened before anything is built, so that a mistake is one line and not a stack of the container.
        var secrets = WebhookSecrets.Read(settings.WebhookSecretFiles);
        builder.Services.AddSingleton(secrets);
        Channels.Check(settings.ChannelFiles);
        var store = Store.Open(settings.Store);
        builder.Services.AddSingleton(_ => store);
        AddIntake(builder.Services, settings);
        AddGitHub(builder.Services, settings, time, github);
        AddChannels(builder.Services, settings, time, Channels.Network());
        AddWorkers(builder.Services, settings);

        var app = builder.Build();
        _ = app.Services.GetRequiredService<Store>();
        Route(app);
        return app;
    }

    /// <summary>
    /// Everything but the sockets, the console and the loop, with each write inline: for a simulation.
    /// </summary>
    public static ServiceProvider BuildWithoutWeb(ServiceSettings settings, SimulatedMachine machine)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton(settings);
        services.AddSingleton(machine.Time);
        services.AddSingleton(WebhookSecrets.Read(settings.WebhookSecretFiles));
        services.AddSingleton(_ => Store.Open(machine.Database, writesInline: true));
        AddIntake(services, settings);
        AddGitHub(services, settings, machine.Time, machine.GitHub, machine.Sign);
        AddChannels(services, settings, machine.Time, machine.Channels);
        AddWorkers(services, settings);
        services.AddSingleton(provider => new Setbacks(
            provider.GetRequiredService<Store>(), provider.GetRequiredService<ServiceHealth>(), machine.Time)
        { Jitter = machine.Jitter });
        services.AddSingleton(provider => new PolicyCache(
            provider.GetRequiredService<Store>(), provider.GetRequiredService<GitHubAccess>(), machine.Time,
            provider.GetRequiredService<ILogger<PolicyCache>>())
        { Understand = machine.ReadPolicy });
        return services.BuildServiceProvider();
    }

    private static void AddLogging(WebApplicationBuilder builder, ServiceSettings settings)
    {
        if (!settings.LogsToConsole) return;
        builder.Logging.AddConsole(console => console.FormatterName = LogFormatter.FormatterName);
        builder.Logging.AddConsoleFormatter<LogFormatter, ConsoleFormatterOptions>();
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("System", LogLevel.Warning);
    }

    private static void AddWeb(WebApplicationBuilder builder, ServiceSettings settings)
    {
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Kestrel counts the chunks' own bytes too; the exact cut is made by BodyReader.
            kestrel.Limits.MaxRequestBodySize = settings.BodyBytesMax + (1024 * 1024);
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
            Listen(kestrel, settings.Listen, listener => listener.Use(new ConnectionRoom(ConnectionsMax).Guard));
            Listen(kestrel, settings.StatusListen, listener =>
            {
                listener.Use(new ConnectionRoom(StatusConnectionsMax).Guard);
                listener.Use(next => connection =>
                {
                    connection.Features.Set(new StatusDoor());
                    return next(connection);
                });
            });
        });
    }

    private static void Listen(KestrelServerOptions kestrel, string address, Action<ListenOptions> configure)
    {
        var uri = new Uri(address);
        if (uri.Host == "localhost") kestrel.Listen(IPAddress.Loopback, uri.Port, configure);
        else if (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip)) kestrel.Listen(ip, uri.Port, configure);
        else kestrel.ListenAnyIP(uri.Port, configure);
    }

    private static void AddIntake(IServiceCollection services, ServiceSettings settings)
    {
        services.AddSingleton(new BytesInFlight(settings.UnverifiedBytesMax));
        services.AddSingleton<WakeUps>();
        services.AddSingleton<ServiceHealth>();
        services.AddSingleton<RefusalLog>();
        services.AddSingleton<WebhookEndpoint>();
        services.AddSingleton<StatusPage>();
        services.AddSingleton<AdminApi>();
        services.AddSingleton<QueueApi>();
    }

    private static void AddGitHub(
        IServiceCollection services, ServiceSettings settings, TimeProvider time, HttpMessageHandler? github,
        Func<byte[], byte[]>? sign = null)
    {
        var access = settings.ToGitHub();
        services.AddSingleton(access);
        services.AddSingleton(provider => new GitHubAccess(
            access, github ?? Network(), time, provider.GetRequiredService<ILoggerFactory>(), sign,
            repo => provider.GetRequiredService<Store>().StopOf(repo) is { } stop
                ? $"{stop.By} stopped all writing" : null));
        services.AddSingleton<PolicyCache>();
    }

    private static void AddChannels(
        IServiceCollection services, ServiceSettings settings, TimeProvider time, HttpMessageHandler network) =>
        services.AddSingleton(_ => new Channels(settings.ChannelFiles, network, time));

    // A redirect is followed by the client's own rules (same host, https); cookies have no business here.
    private static SocketsHttpHandler Network() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    private static void AddWorkers(IServiceCollection services, ServiceSettings settings)
    {
        services.AddSingleton<Setbacks>();
        services.AddSingleton<AssigneeCheck>();
        services.AddSingleton<CheckEvents>();
        services.AddSingleton<RepositoryEvents>();
        services.AddSingleton<InboxRouter>();
        services.AddSingleton<FactsLoader>();
        services.AddSingleton<WriteRequests>();
        services.AddSingleton<CheckSender>();
        services.AddSingleton<ProposalReader>();
        services.AddSingleton<ConfigJudge>();
        services.AddSingleton<ReplayJudge>();
        services.AddSingleton<ChangeReview>();
        services.AddSingleton<RunbookReadings>();
        services.AddSingleton<RunbookGates>();
        services.AddSingleton<RunbookCards>();
        services.AddSingleton<RunbookJudge>();
        services.AddSingleton<RunbookChecks>();
        services.AddSingleton<RequiredChecks>();
        services.AddSingleton<ChangeJudge>();
        services.AddSingleton<InstallationListing>();

        // Deciding and writing wait for GitHub now and then: several at a time, so that one issue does not hold up
        // others.
        for (var i = 0; i < InboxWorkers; i++) services.AddSingleton<IWorker, InboxWorker>();
        for (var i = 0; i < OutboxWorkers; i++) services.AddSingleton<IWorker, OutboxWorker>();
        services.AddSingleton<IWorker, AlarmWorker>();
        services.AddSingleton<IWorker, SetupWorker>();
        services.AddSingleton<IWorker, CheckWorker>();
        services.AddSingleton<IWorker, ChannelWorker>();
        services.AddSingleton<IWorker>(provider => provider.GetRequiredService<InstallationListing>());
        services.AddSingleton<RecoveryWorker>();
        services.AddSingleton<IWorker>(provider => provider.GetRequiredService<RecoveryWorker>());
        services.AddSingleton<IWorker, SweepWorker>();
        services.AddSingleton<IWorker, UpstreamWorker>();
        services.AddSingleton<IWorker, Janitor>();
        if (settings.RunsWorkers) services.AddHostedService<WorkerLoop>();
    }

    private static void Route(WebApplication app)
    {
        var webhook = app.Services.GetRequiredService<WebhookEndpoint>();
        var status = app.Services.GetRequiredService<StatusPage>();
        var admin = app.Services.GetRequiredService<AdminApi>();
        var queue = app.Services.GetRequiredService<QueueApi>();
        app.Run(http => http.Features.Get<StatusDoor>() is null ? AnswerGitHub(
            http, webhook) : AnswerOwner(http, status, admin, queue));
    }

    private static Task AnswerGitHub(
        HttpContext http, WebhookEndpoint webhook) => (http.Request.Path.Value, http.Request.Method) switch
        {
            (WebhookEndpoint.Path, "POST") => webhook.HandleAsync(http),
            (WebhookEndpoint.Path, _) => AnswerAsync(http, StatusCodes.Status405MethodNotAllowed),
            ("/healthz", "GET" or "HEAD") => StatusPage.LiveAsync(http),
            _ => AnswerAsync(http, StatusCodes.Status404NotFound),
        };

    private static Task AnswerOwner(
        HttpContext http, StatusPage status, AdminApi admin, QueueApi queue) =>
        (http.Request.Path.Value, http.Request.Method) switch
        {
            ("/healthz", "GET" or "HEAD") => StatusPage.LiveAsync(http),
            ("/readyz", "GET" or "HEAD") => status.ReadyAsync(http),
            ("/status", "GET" or "HEAD") => status.StatusAsync(http),
            (var path, _) when path?.StartsWith(QueueApi.Root, StringComparison.Ordinal) is true =>
                queue.HandleAsync(http),
            (var path, _) when path?.StartsWith(AdminApi.Root, StringComparison.Ordinal) is true =>
                admin.HandleAsync(http),
            _ => AnswerAsync(http, StatusCodes.Status404NotFound),
        };

    private static Task AnswerAsync(HttpContext http, int code)
    {
        http.Response.StatusCode = code;
        return Task.CompletedTask;
    }
}
