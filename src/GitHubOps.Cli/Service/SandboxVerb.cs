using System.CommandLine;
using System.Runtime.InteropServices;
using GitHubOps.Sandbox;

namespace GitHubOps.Cli;

/// <summary><c>githubops sandbox</c>: the stand-in of GitHub as a process of its own.</summary>
internal sealed class SandboxVerb : Verb
{
    private const long AppIdDefault = 424242;

    private static readonly Option<string> Listen = new("--listen")
    {
        Description = "Where it listens; port 0 takes a free one.",
        HelpName = "URL",
        DefaultValueFactory = _ => "http://127.0.0.1:8090",
    };

    private static readonly Option<string?> WebhookUrl =
        new("--webhook-url") { Description = "Where deliveries go.", HelpName = "URL" };

    private static readonly Option<string?> SecretFileName = new("--webhook-secret-file")
    {
        Description = "File with the secret that signs deliveries.", HelpName = "FILE",
    };

    private static readonly Option<long> AppId =
        new("--app-id") { Description = "The App's number.", DefaultValueFactory = _ => AppIdDefault };

    private static readonly Option<string?> KeyOut = new("--private-key-out")
    {
        Description = "File to write the App's private key to (readable by you alone).", HelpName = "FILE",
    };

    private static readonly Option<string?> Seed = new("--seed")
    {
        Description = "Folder with a folder per repository; its name is the owner's (default: the examples that " +
            "travel in the tool).", HelpName = "DIR",
    };

    public override Command Build(Surroundings surroundings)
    {
        var command = new VerbCommand(
            "sandbox",
            "Run a stand-in of GitHub for the service to work against: no account, no network, nothing to break.",
            "githubops sandbox --private-key-out app.pem --webhook-secret-file secret --webhook-url " +
                "http://127.0.0.1:8080/api/github/webhooks")
        {
            Listen, WebhookUrl, SecretFileName, AppId, KeyOut, Seed,
        };
        command.SetAction((result, cancellation) => RunAsync(result, surroundings, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult words, Surroundings surroundings, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        var repositories = words.GetValue(Seed) is { } folder
            ? ExampleRepositories.FromFolder(Path.GetFullPath(folder, surroundings.Folder))
            : ExampleRepositories.Embedded();
        var options = new SandboxOptions
        {
            Listen = UrlOf(words.GetValue(Listen)!, "--listen"),
            AppId = words.GetValue(AppId),
            WebhookUrl = words.GetValue(WebhookUrl) is { } url ? UrlOf(url, "--webhook-url") : null,
            WebhookSecret = words.GetValue(SecretFileName) is { } file
                ? await SecretOfAsync(file, surroundings, stop.Token)
                : null,
        };
        await using var sandbox = await StartAsync(options);
        var owner = repositories.Plant(sandbox, DemoScript.Contributors);
        var keyFile = words.GetValue(KeyOut) is { } path ? Path.GetFullPath(path, surroundings.Folder) : null;
        if (keyFile is not null) await SecretFile.WriteAsync(keyFile, sandbox.App.PrivateKeyPem, stop.Token);
        await owner.InstallAppAsync(repositories.Owner);
        Print(surroundings, sandbox, repositories, keyFile, words.GetValue(SecretFileName));
        await WaitAsync(stop.Token);
        return ExitCodes.Pass;
    }

    private static void Print(
        Surroundings surroundings,
        GitHubSandbox sandbox,
        ExampleRepositories repositories,
        string? keyFile,
        string? secretFile)
    {
        var output = surroundings.Out;
        var app = sandbox.App;
        var example = repositories.Policies.Keys.FirstOrDefault() ?? repositories.Names.First();
        output.WriteLine($"API          {sandbox.BaseAddress}");
        var places = string.Join(' ', repositories.Names);
        output.WriteLine($"App          {app.Id} ({app.ClientId}), installed in {places}");
        output.WriteLine($"Deliveries   {app.WebhookUrl?.ToString() ?? "kept back: no --webhook-url"}");
        output.WriteLine($"A hand       curl {sandbox.BaseAddress}__sandbox/act -d " +
            $$"""'{"as":"petra-lindqvist","do":"open-issue","repo":"{{example}}","title":"Help","body":"…"}'""");
        output.WriteLine("The service for it:");
        output.WriteLine(
            $"  githubops serve --api-url {sandbox.BaseAddress.ToString().TrimEnd('/')} --app-id {app.ClientId} " +
            $"--private-key {keyFile ?? "FILE (--private-key-out writes it)"} " +
            $"--webhook-secret-file {secretFile ?? "FILE (the one given here)"} --store sqlite:githubops.db");
        output.Flush();
    }

    private static async Task<GitHubSandbox> StartAsync(SandboxOptions options)
    {
        try
        {
            return await GitHubSandbox.StartAsync(options);
        }
        catch (IOException e)
        {
            throw new SurroundingsException($"{options.Listen} cannot be listened on: {e.Message}");
        }
    }

    private static Uri UrlOf(string text, string option) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new UsageException($"{option} must be an address like http://127.0.0.1:8090");

    private static async Task<string> SecretOfAsync(
        string file, Surroundings surroundings, CancellationToken cancellation)
    {
        try
        {
            return (await File.ReadAllTextAsync(Path.GetFullPath(file, surroundings.Folder), cancellation)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--webhook-secret-file: {e.Message}");
        }
    }

    private static async Task WaitAsync(CancellationToken stop)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }
}
