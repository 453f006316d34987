namespace GitHubOps.Cli;

/// <summary>Files that only their owner may read.</summary>
internal static class SecretFile
{
    public static async Task WriteAsync(string path, string text, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(path, options);
        await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), cancellation);
    }
}
