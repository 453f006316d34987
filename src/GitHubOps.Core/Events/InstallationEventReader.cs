using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Reads <c>installation</c>, <c>installation_repositories</c>, <c>member</c>, <c>membership</c>, <c>organization</c>.
/// </summary>
internal static class InstallationEventReader
{
    public static HubEventOrReason ReadInstallation(EventHeader header)
    {
        InstallationAction? action = header.Action switch
        {
            "created" => InstallationAction.Created,
            "deleted" => InstallationAction.Deleted,
            "suspend" => InstallationAction.Suspended,
            "unsuspend" => InstallationAction.Unsuspended,
            "new_permissions_accepted" => InstallationAction.PermissionsAccepted,
            _ => null,
        };
        if (action is null) return header.ActionNotOurs;
        var (id, account) = NeedInstallation(header);
        return new InstallationChanged(action.Value, account, ReadRepositories(header.Payload, "repositories"))
        {
            Delivery = header.Delivery,
            Installation = id,
            Sender = header.Sender,
            OccurredAt = header.ReceivedAt,
        };
    }

    public static HubEventOrReason ReadRepositories(EventHeader header)
    {
        if (header.Action is not ("added" or "removed")) return header.ActionNotOurs;
        var (id, account) = NeedInstallation(header);
        return new InstallationRepositoriesChanged(
            account,
            ReadRepositories(header.Payload, "repositories_added"),
            ReadRepositories(header.Payload, "repositories_removed"))
        {
            Delivery = header.Delivery,
            Installation = id,
            Sender = header.Sender,
            OccurredAt = header.ReceivedAt,
        };
    }

    /// <summary>Of a repository (<c>member</c>) or of a team (<c>membership</c>, without a repository).</summary>
    public static HubEventOrReason ReadMember(EventHeader header)
    {
        if (header.Action.Length == 0) return header.ActionNotOurs;
        var repo = header.EventName == "member" ? header.Payload.NeedRepository() : null;

        // A deleted account has no login left, and no cached permission that could matter.
        var member = header.Payload.Object("member").Text("login");
        if (member is null) return new HubEventOrReason(null, $"{header.EventName}: the account is gone");
        return Changed(header, repo, member);
    }

    public static HubEventOrReason ReadOrganization(EventHeader header) =>
        header.Action is "member_added" or "member_removed" &&
        header.Payload.Object("membership").Object("user").Text("login") is { Length: > 0 } member
            ? Changed(header, null, member)
            : header.ActionNotOurs;

    private static MemberChanged Changed(EventHeader header, RepoInfo? repo, string member) =>
        new(repo, new Login(member), header.Action)
        {
            Delivery = header.Delivery,
            Installation = header.Installation,
            Sender = header.Sender,
            OccurredAt = header.ReceivedAt,
        };

    private static (InstallationId Id, string Account) NeedInstallation(EventHeader header)
    {
        var installation = header.Payload.NeedObject("installation");
        var account = installation.Object("account");
        return (new InstallationId(installation.NeedId("id")), account.Text("login") ?? account.Text("slug") ?? "");
    }

    private static ImmutableArray<RepoRef> ReadRepositories(Payload payload, string name) =>
        [.. payload.Objects(name).Select(repository => repository.ReadRepoRef())];
}
