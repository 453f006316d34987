using System.Collections.Immutable;
using System.Security.Cryptography;

namespace GitHubOps.Sandbox;

/// <summary>The GitHub App of this world: what its settings page shows, its private key and its bot.</summary>
public sealed class SandboxApp
{
    private readonly RSA _key;

    internal SandboxApp(SandboxOptions options, SandboxAccount bot, SandboxAccount owner, DateTimeOffset createdAt)
    {
        _key = RSA.Create(2048);
        if (options.PrivateKeyPem is { } pem) _key.ImportFromPem(pem);
        Id = options.AppId;
        Slug = options.AppSlug;
        Bot = bot;
        Owner = owner;
        CreatedAt = createdAt;
        Permissions = options.Permissions;
        Events = options.Events;
        WebhookUrl = options.WebhookUrl;
        WebhookSecret = options.WebhookSecret;
    }

    public long Id { get; }

    public string ClientId => $"Iv23sandbox{Id:D9}";

    public string Slug { get; }

    public string NodeId => NodeIds.Make("A_kw", Id);

    /// <summary>The account that owns the App; it owns nothing else.</summary>
    public SandboxAccount Owner { get; }

    /// <summary>The account in whose name the App writes: <c>slug[bot]</c>, an id that is not the App's.</summary>
    public SandboxAccount Bot { get; }

    public DateTimeOffset CreatedAt { get; }

    /// <summary>PKCS#1, as GitHub hands it out.</summary>
    public string PrivateKeyPem => _key.ExportRSAPrivateKeyPem();

    public ImmutableSortedDictionary<string, string> Permissions { get; internal set; }

    public ImmutableArray<string> Events { get; internal set; }

    /// <summary>
    /// Where webhooks go. Nothing is delivered, nor put into the log of deliveries, while it is null.
    /// </summary>
    public Uri? WebhookUrl { get; set; }

    /// <summary>Signs deliveries; without one they carry no signature.</summary>
    public string? WebhookSecret { get; set; }

    /// <summary>Changes what the App asks for. An installation has it once its owner accepts.</summary>
    public void AskFor(string permission, string level) => Permissions = Permissions.SetItem(permission, level);

    internal bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        _key.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
}

/// <summary>The App in one account.</summary>
public sealed class SandboxInstallation
{
    internal SandboxInstallation(long id, SandboxAccount account, bool all, SandboxApp app, DateTimeOffset at)
    {
        Id = id;
        Account = account;
        AllRepositories = all;
        Permissions = app.Permissions;
        Events = app.Events;
        CreatedAt = UpdatedAt = at;
    }

    public long Id { get; }

    public string NodeId => NodeIds.Make("MDIzOkludGVncmF0aW9uSW5zdGFsbGF0aW9u", Id);

    public SandboxAccount Account { get; }

    /// <summary>True when the owner chose "all repositories".</summary>
    public bool AllRepositories { get; }

    public ImmutableHashSet<long> RepositoryIds { get; internal set; } = [];

    /// <summary>What the owner has accepted; may lag behind what the App asks for.</summary>
    public ImmutableSortedDictionary<string, string> Permissions { get; internal set; }

    public ImmutableArray<string> Events { get; internal set; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset UpdatedAt { get; internal set; }

    public SandboxAccount? SuspendedBy { get; internal set; }

    public DateTimeOffset? SuspendedAt { get; internal set; }

    internal bool Covers(SandboxRepository repository) =>
        repository.Owner == Account && (AllRepositories || RepositoryIds.Contains(repository.Id));
}
