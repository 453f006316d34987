using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>
/// The sandbox as a process of its own, driven through <c>/__sandbox/…</c>. It prints one line of JSON when it listens:
/// its address, the App's id and slug, and where the private key was written when a file was named.
/// </summary>
public static class SandboxProcess
{
    public const string Usage = """
        options of the sandbox:
          --listen URL            where to listen (http://127.0.0.1:0)
          --webhook-url URL       where webhooks go
          --webhook-secret TEXT   signs them
          --app-id NUMBER         the App's id (424242)
          --app-slug TEXT         the App's name in URLs (githubops)
          --key-out FILE          write the App's private key there
          --key FILE              take the App's private key from there
          --org LOGIN             the organization to make (acme)
          --seed FOLDER           every sub-folder becomes a repository of it
          --members A,B           its people; the first owns it
          --others A,B            people in no organization
          --install               install the App on all repositories
        """;

    private static readonly string[] Flags = ["install"];

    /// <summary>Runs until <paramref name="stop"/>. Returns 2 when the options make no sense.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken stop)
    {
        if (Read(arguments) is not { } options)
        {
            await output.WriteLineAsync(Usage);
            return 2;
        }

        await using var sandbox = await GitHubSandbox.StartAsync(await OptionsOfAsync(options, stop));
        if (options.TryGetValue("key-out", out var keyFile))
            await WriteKeyAsync(keyFile, sandbox.App.PrivateKeyPem, stop);
        var installation = await PlantAsync(sandbox, options);
        var line = new JsonObject
        {
            ["address"] = sandbox.BaseAddress.ToString(),
            ["app_id"] = sandbox.App.Id,
            ["app_slug"] = sandbox.App.Slug,
            ["installation_id"] = installation?.Id,
            ["key_file"] = keyFile,
        };
        await output.WriteLineAsync(line.ToJsonString());
        await output.FlushAsync(stop);
        try
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }

        return 0;
    }

    private static Dictionary<string, string>? Read(IReadOnlyList<string> arguments)
    {
        var options = new Dictionary<string, string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal)) return null;
            var name = arguments[i][2..];
            if (!Usage.Contains($"--{name} ", StringComparison.Ordinal)) return null;
            if (Flags.Contains(name)) options[name] = "yes";
            else if (++i < arguments.Count) options[name] = arguments[i];
            else return null;
        }

        return options;
    }

    private static async Task<SandboxOptions> OptionsOfAsync(
        Dictionary<string, string> options, CancellationToken stop) => new()
        {
            Listen = new Uri(options.GetValueOrDefault("listen", "http://127.0.0.1:0")),
            AppId = long.Parse(options.GetValueOrDefault("app-id", "424242")),
            AppSlug = options.GetValueOrDefault("app-slug", "githubops"),
            WebhookUrl = options.TryGetValue("webhook-url", out var url) ? new Uri(url) : null,
            WebhookSecret = options.GetValueOrDefault("webhook-secret"),
            PrivateKeyPem = options.TryGetValue("key", out var key) ? await File.ReadAllTextAsync(key, stop) : null,
        };

    private static async Task<SandboxInstallation?> PlantAsync(
        GitHubSandbox sandbox, Dictionary<string, string> options)
    {
        var organization = options.GetValueOrDefault("org", "acme");
        var seed = options.TryGetValue("seed", out var folder)
            ? SandboxSeed.FromFolder(organization, folder)
            : new SandboxSeed(organization);
        var members = Names(options, "members");
        seed = seed with
        {
            Members = [.. members.Length == 0 ? ["ana"] : members],
            Others = [.. Names(options, "others")]
        };
        seed.WithRole(RepositoryRole.Write, members).Plant(sandbox.World);
        return options.ContainsKey("install") ? await sandbox.As(seed.Members[0]).InstallAppAsync(organization) : null;
    }

    private static string[] Names(Dictionary<string, string> options, string name) =>
        options.GetValueOrDefault(name, "").Split(',',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Readable by its owner alone: the service refuses a key that others can read.</summary>
    private static async Task WriteKeyAsync(string file, string pem, CancellationToken stop)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var stream = new FileStream(file, options);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(pem), stop);
    }
}
