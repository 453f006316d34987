using System.Collections.Immutable;

namespace GitHubOps.Sandbox;

public enum AccountKind { User, Organization, Bot }

/// <summary>What a person may do in one repository, weakest first.</summary>
public enum RepositoryRole { None, Read, Triage, Write, Maintain, Admin }

/// <summary>A person, an organization or an App's bot.</summary>
public sealed class SandboxAccount
{
    internal SandboxAccount(long id, string login, AccountKind kind, DateTimeOffset createdAt)
    {
        Id = id;
        Login = login;
        Kind = kind;
        CreatedAt = createdAt;
        NodeId = NodeIds.Make(
            kind switch { AccountKind.Organization => "O_kg", AccountKind.Bot => "BOT_kg", _ => "U_kg" }, id);
    }

    public long Id { get; }

    /// <summary>As REST and webhooks spell it: a bot's login ends in <c>[bot]</c>.</summary>
    public string Login { get; }

    public AccountKind Kind { get; }

    public string NodeId { get; }

    public string? DisplayName { get; internal set; }

    public DateTimeOffset CreatedAt { get; }

    /// <summary>Members of an organization; the value says whether the member owns it.</summary>
    public ImmutableDictionary<SandboxAccount, bool> Members { get; internal set; } =
        ImmutableDictionary<SandboxAccount, bool>.Empty;

    /// <summary>Teams of an organization.</summary>
    public ImmutableArray<SandboxTeam> Teams { get; internal set; } = [];

    /// <summary>Issue types an organization offers.</summary>
    public ImmutableArray<SandboxIssueType> IssueTypes { get; internal set; } = [];

    public override string ToString() => Login;
}

/// <summary>An issue type of an organization: Bug, Feature, Task unless others are added.</summary>
public sealed record SandboxIssueType(long Id, string Name, string Description, string Color)
{
    public string NodeId { get; } = NodeIds.Make("IT_kw", Id);
}

/// <summary>A team of an organization.</summary>
public sealed class SandboxTeam
{
    internal SandboxTeam(long id, SandboxAccount organization, string slug, DateTimeOffset createdAt)
    {
        Id = id;
        Organization = organization;
        Slug = slug;
        CreatedAt = createdAt;
    }

    public long Id { get; }

    public SandboxAccount Organization { get; }

    public string Slug { get; }

    public DateTimeOffset CreatedAt { get; }

    public string NodeId => NodeIds.Make("T_kw", Id);

    public ImmutableArray<SandboxAccount> Members { get; internal set; } = [];
}

/// <summary>Node ids in GitHub's newer form: a prefix for the kind, then the number in base64url.</summary>
internal static class NodeIds
{
    public static string Make(string prefix, long id)
    {
        Span<byte> bytes = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, id);
        return prefix + "DO" + System.Buffers.Text.Base64Url.EncodeToString(bytes);
    }
}
