using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GitHubOps.Sandbox;

/// <summary>Who asks, as the <c>Authorization</c> header proved it.</summary>
internal sealed record Credential(CredentialKind Kind)
{
    public static readonly Credential None = new(CredentialKind.None);

    public SandboxInstallation? Installation { get; init; }

    /// <summary>Whose own token it is.</summary>
    public SandboxAccount? Person { get; init; }

    public ImmutableSortedDictionary<string, string> Permissions { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The repositories that a narrowed token may see; null means all of the installation.</summary>
    public ImmutableHashSet<long>? RepositoryIds { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Why it was refused.</summary>
    public string? Problem { get; init; }

    public bool Covers(SandboxRepository repository) => Installation is not null && Installation.Covers(repository) &&
        (RepositoryIds is null || RepositoryIds.Contains(repository.Id));

    /// <summary>Public repositories are seen by everybody, except by a token that was narrowed to others.</summary>
    public bool Sees(SandboxRepository repository) => Kind switch
    {
        CredentialKind.Installation => Covers(repository) || (!repository.IsPrivate && RepositoryIds is null),
        CredentialKind.Person => repository.RoleOf(Person!) >= RepositoryRole.Read,
        _ => !repository.IsPrivate,
    };

    public bool Grants(Access access) => access.Permission is null ||
        (Permissions.TryGetValue(access.Permission, out var level) &&
         (access.Level == "read" || level is "write" or "admin"));
}

/// <summary>The tokens in force, and how JWTs are checked.</summary>
internal sealed class Credentials(SandboxWorld world)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Credential> _tokens = [];
    private int _made;

    /// <summary>
    /// Every third token is long and holds two dots, as GitHub's newer ones: it must be taken as it is.
    /// </summary>
    public (string Token, Credential Credential) Make(Credential wanted)
    {
        var random = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
            480);
        var token = Interlocked.Increment(ref _made) % 3 == 0
            ? $"ghs_{world.App.Id}_{random[..36]}.{random[36..236]}.{random[236..]}"
            : "ghs_" + random[..36];
        var credential = wanted with { ExpiresAt = world.Now + Lifetime };
        _tokens[token] = credential;
        return (token, credential);
    }

    /// <summary>A person's own token: it may do what they may do.</summary>
    public string MakePersonal(SandboxAccount person)
    {
        var token = "ghp_" + RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 36);
        _tokens[token] = new Credential(CredentialKind.Person) { Person = person, ExpiresAt = DateTimeOffset.MaxValue };
        return token;
    }

    public void Revoke(string header) => _tokens.TryRemove(TokenOf(header), out _);

    public Credential Read(string? header)
    {
        if (string.IsNullOrEmpty(header)) return Credential.None;
        var token = TokenOf(header);
        if (token.StartsWith("gh", StringComparison.Ordinal) && token.Length > 4 && token[3] == '_')
            return _tokens.TryGetValue(token, out var known) && known.ExpiresAt > world.Now &&
                   (known.Installation is null || world.Installations.Contains(known.Installation))
                ? known
                : Refused("Bad credentials");
        return token.Count(c => c == '.') == 2 ? ReadJwt(token) : Refused("Bad credentials");
    }

    private Credential ReadJwt(string token)
    {
        try
        {
            var parts = token.Split('.');
            using var head = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
            if (head.RootElement.GetProperty("alg").GetString() != "RS256" ||
                !world.App.Verifies(signed, Base64Url.DecodeFromChars(parts[2])))
                return Refused("A JSON web token could not be decoded");
            return Check(claims.RootElement) is { } problem ? Refused(problem) : new Credential(CredentialKind.App);
        }
        catch (Exception e)
            when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return Refused("A JSON web token could not be decoded");
        }
    }

    private string? Check(JsonElement claims)
    {
        var now = world.Now.ToUnixTimeSeconds();
        var issuer = claims.TryGetProperty("iss", out var iss) ? iss.ToString() : "";
        if (issuer != world.App.Id.ToString() && issuer != world.App.ClientId)
            return "'Issuer' claim ('iss') must be an Integer";
        if (!claims.TryGetProperty("exp", out var exp) || !exp.TryGetInt64(out var expires) || expires <= now)
            return "'Expiration time' claim ('exp') must be a numeric value representing the future time " +
                "at which the assertion expires";
        if (expires > now + 600) return "'Expiration time' claim ('exp') is too far in the future";
        return claims.TryGetProperty("iat", out var iat) && iat.TryGetInt64(out var issued) && issued > now
            ? "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued"
            : null;
    }

    private static string TokenOf(string header)
    {
        var space = header.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? header : header[(space + 1)..].Trim();
    }

    private static Credential Refused(string problem) => new(CredentialKind.Refused) { Problem = problem };
}
