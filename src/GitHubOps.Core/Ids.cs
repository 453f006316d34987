using System.Diagnostics.CodeAnalysis;

namespace GitHubOps.Core;

/// <summary>A GitHub login. Compared without regard to case, printed as it was written.</summary>
public readonly record struct Login(string Value) : IComparable<Login>
{
    public bool Equals(Login other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    public int CompareTo(Login other) => StringComparer.OrdinalIgnoreCase.Compare(Value, other.Value);

    public override string ToString() => Value;
}

/// <summary>GitHub's number of a repository: stable over renames and transfers.</summary>
public readonly record struct RepoId(long Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>
/// GitHub's number of an issue (<c>issue.id</c>): stable over transfers, unlike the number in the URL.
/// </summary>
public readonly record struct IssueId(long Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>GitHub's number of an installation of our App.</summary>
public readonly record struct InstallationId(long Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>The value of <c>X-GitHub-Delivery</c>: the same for every redelivery of one event.</summary>
public readonly record struct DeliveryId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A repository as people write it: <c>acme/dashboard-factory</c>. Compared without regard to case.</summary>
public readonly record struct RepoName(string Owner, string Name)
{
    public bool Equals(RepoName other) =>
        string.Equals(Owner, other.Owner, StringComparison.OrdinalIgnoreCase) &&
        string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => HashCode.Combine(
        StringComparer.OrdinalIgnoreCase.GetHashCode(Owner ?? ""),
        StringComparer.OrdinalIgnoreCase.GetHashCode(Name ?? ""));

    public override string ToString() => $"{Owner}/{Name}";

    public static bool TryParse(string? text, [NotNullWhen(true)] out RepoName? name)
    {
        var parts = (text ?? "").Split('/');
        name = parts is [{ Length: > 0 } owner, { Length: > 0 } repo] ? new RepoName(owner, repo) : null;
        return name is not null;
    }
}

/// <summary>An issue as people write it: <c>acme/dashboard-factory#12</c>.</summary>
public readonly record struct IssueRef(RepoName Repo, int Number)
{
    public override string ToString() => $"{Repo}#{Number}";
}
