using System.Reflection;
using System.Runtime.InteropServices;
using GitHubOps.Core;
using SQLitePCL;

namespace GitHubOps.Server;

/// <summary>SQLite as the operating system ships and patches it, instead of a native library in a package.</summary>
internal static class SystemSqlite
{
    private static readonly Lazy<bool> Loaded = new(Load);

    /// <exception cref="CannotStartException">There is no SQLite on this machine.</exception>
    public static void EnsureLoaded() => _ = Loaded.Value;

    private static bool Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());

        // It counts every allocation under one lock for all connections, for statistics that nobody asks for.
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
        return true;
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != "e_sqlite3") return IntPtr.Zero;
        foreach (var candidate in Names())
            if (NativeLibrary.TryLoad(candidate, assembly, path, out var handle)) return handle;
        throw new CannotStartException(Problem.Error(
            "no-sqlite", $"SQLite was not found on this machine (looked for {string.Join(", ", Names())})",
            remedy: "Install it: Debian and Ubuntu `apt-get install libsqlite3-0`, Fedora `dnf install sqlite-libs`, " +
                "Alpine `apk add sqlite-libs`, macOS and Windows bring it along."));
    }

    private static string[] Names() =>
        OperatingSystem.IsWindows() ? ["winsqlite3"]
        : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib", "/usr/lib/libsqlite3.dylib"]
        : ["libsqlite3.so.0", "libsqlite3.so"];
}
