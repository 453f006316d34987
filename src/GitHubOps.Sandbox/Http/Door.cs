using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GitHubOps.Sandbox;

/// <summary>The socket: reads a request, lets the desk answer it, writes the answer with GitHub's headers.</summary>
internal sealed class Door : IAsyncDisposable
{
    private const int BodyMax = 10_000_000;

    private readonly SandboxOptions _options;
    private readonly GitHubSandbox _sandbox;
    private readonly Emitter _emitter;
    private readonly Desk _desk;
    private readonly ControlDoor _control;
    private WebApplication? _web;

    public Door(SandboxOptions options, GitHubSandbox sandbox, Desk desk, Emitter emitter)
    {
        _options = options;
        _sandbox = sandbox;
        _emitter = emitter;
        _desk = desk;
        _control = new ControlDoor(sandbox);
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    public async Task OpenAsync()
    {
        // Empty: the settings, logging and signals of the process around it are none of the sandbox's.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(ConfigureKestrel).UseUrls(_options.Listen.ToString());
        _web = builder.Build();
        _web.Run(HandleAsync);
        await _web.StartAsync();
        Name(new Uri(_web.Urls.First()));
    }

    /// <summary>Nobody comes through a socket; links need an address all the same.</summary>
    public void StayClosed() => Name(new Uri("https://github.invalid"));

    // Webhooks may be caused before the first request: their links need the address.
    private void Name(Uri address)
    {
        Address = address;
        _emitter.Shapes = new Shapes(_sandbox.World, Address.ToString().TrimEnd('/'));
    }

    public async ValueTask DisposeAsync()
    {
        if (_web is null) return;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _web.StopAsync(limit.Token);
        await _web.DisposeAsync();
    }

    private static void ConfigureKestrel(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = BodyMax;
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        if (context.Request.Path.StartsWithSegments("/__sandbox", StringComparison.Ordinal))
        {
            await WriteAsync(context, await _control.AnswerAsync(context.Request, body));
            return;
        }

        using var presence = _desk.Enter();
        var shapes = new Shapes(_sandbox.World, $"{context.Request.Scheme}://{context.Request.Host}");
        var reply = Answered(new Call(_sandbox, context.Request, body, shapes), context.Request.Headers);
        _options.OnRequest?.Invoke(reply.Request);
        if (reply.Wait > TimeSpan.Zero) await Task.Delay(reply.Wait, _options.Time, context.RequestAborted);
        if (reply.Answer is null) context.Abort();
        else await WriteAsync(context, reply.Answer);
    }

    /// <summary>A mistake of the sandbox itself must not look like GitHub's bad day: it says what it is.</summary>
    private Reply Answered(Call call, IHeaderDictionary headers)
    {
        try
        {
            return _desk.Answer(call, headers);
        }
        catch (Exception mistake)
        {
            var answer = Answer.Error(500, $"the sandbox made a mistake: {mistake}");
            var request = _desk.Failed(call);
            _sandbox.Ledger.Add(request);
            return new Reply(answer, request, TimeSpan.Zero);
        }
    }

    private static async Task WriteAsync(HttpContext context, Answer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers) response.Headers[name] = value;
        if (answer.Status is 204 or 304) return;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        await response.Body.WriteAsync(answer.Body);
    }

    /// <summary>The usual one would take Ctrl+C away from the process that the sandbox runs in.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
