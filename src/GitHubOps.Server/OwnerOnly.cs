namespace GitHubOps.Server;

/// <summary>Files with secrets are their owner's alone.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The file's mode (<c>644</c>) where it is open to other accounts; null where it is not.</summary>
    public static string? WhyNot(string path)
    {
        var mode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);
        return (mode & Others) == UnixFileMode.None ? null : Convert.ToString((int)mode, 8);
    }
}
