namespace GitHubOps.Cli;

/// <summary>The paths that are asked for.</summary>
internal static class OwnersPaths
{
    private const int PathsMax = 1_000_000;
    private const int CharactersMax = 64 * 1024 * 1024;

    /// <summary>Null where none are named: then it is every file.</summary>
    public static IEnumerable<string>? Read(IReadOnlyList<string> named, string? from, Surroundings surroundings)
    {
        if (string.IsNullOrEmpty(from)) return named.Count > 0 ? named : null;
        if (named.Count > 0) throw new UsageException("name paths either here or with --paths-from");
        using var reader = from == "-" ? surroundings.In : Open(Path.GetFullPath(from, surroundings.Folder));
        return Split(ReadAll(reader));
    }

    private static StreamReader Open(string file)
    {
        try
        {
            return new StreamReader(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException("the file of --paths-from cannot be read");
        }
    }

    private static string ReadAll(TextReader reader)
    {
        var text = new System.Text.StringBuilder();
        var part = new char[64 * 1024];
        for (int count; (count = reader.Read(part, 0, part.Length)) > 0;)
        {
            text.Append(part, 0, count);
            if (text.Length > CharactersMax) throw new UsageException("--paths-from names too much: 64 MiB at most");
        }

        return text.ToString();
    }

    /// <summary>A text with NUL in it is split there, as names may hold line feeds.</summary>
    private static string[] Split(string text)
    {
        var paths = text.Contains('\0', StringComparison.Ordinal)
            ? text.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            : text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return paths.Length <= PathsMax
            ? paths : throw new UsageException($"--paths-from names more than {PathsMax} paths");
    }
}
