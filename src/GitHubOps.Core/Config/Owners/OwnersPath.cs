namespace GitHubOps.Core;

/// <summary>Paths of a repository as OWNERS sees them: <c>""</c> is the root.</summary>
internal static class OwnersPath
{
    public static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    /// <summary>The folders above a file, the root (as <c>.</c>) first.</summary>
    public static IEnumerable<string> FoldersTo(string path)
    {
        yield return ".";
        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1))
            yield return path[..slash];
    }

    /// <summary>
    /// What is looked at for a path, in this order: itself as it is written but for a slash at its end, then its
    /// folders up to the root.
    /// </summary>
    public static IEnumerable<string> Upwards(string path)
    {
        var here = path == "." ? "" : path.EndsWith('/') ? path[..^1] : path;
        yield return here;
        if (here.Length == 0) yield break;
        for (here = Clean(FolderOf(here)); here.Length > 0; here = FolderOf(here)) yield return here;
        yield return "";
    }

    /// <summary>A clean path as one of its folders sees it: <c>.</c> is the folder itself.</summary>
    public static string Relative(string folder, string path) =>
        folder.Length >= path.Length ? "." : folder.Length == 0 ? path : path[(folder.Length + 1)..];

    /// <summary>Without empty parts, <c>.</c> and <c>..</c> where it can go.</summary>
    public static string Clean(string path)
    {
        if (IsClean(path)) return path;
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part == ".." && parts.Count > 0 && parts[^1] != "..") parts.RemoveAt(parts.Count - 1);
            else parts.Add(part);
        }

        return string.Join('/', parts);
    }

    private static bool IsClean(string path)
    {
        foreach (var part in path.AsSpan().Split('/'))
            if (path.AsSpan(part) is "" or "." or "..") return false;
        return true;
    }
}
