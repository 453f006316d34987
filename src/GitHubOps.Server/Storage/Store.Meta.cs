using System.Security.Cryptography;

namespace GitHubOps.Server;

internal sealed partial class Store
{
    private const string MarkerKeyName = "comment-marker-key";

    /// <summary>More than a usual delivery takes: where this finds room, that does.</summary>
    private static readonly string Probe = new('.', 16 * 1024);

    /// <summary>
    /// The key that signs the marker of our comments, made when the store was. A user who pastes a marker cannot sign
    /// it.
    /// </summary>
    public Task<byte[]> MarkerKeyAsync() => WriteAsync(session =>
    {
        session.Execute(
            "INSERT INTO meta (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING",
            new { name = MarkerKeyName, value = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) });
        return Convert.FromHexString(
            session.First<string>("SELECT value FROM meta WHERE name = @name", new { name = MarkerKeyName })!);
    });

    /// <summary>Null when the store answers and can be written, which is what readiness means; else why not.</summary>
    public async Task<string?> WhyNotWritableAsync()
    {
        try
        {
            await WriteAsync(session => session.Execute(
                "INSERT INTO meta (name, value) VALUES ('ready', @value) ON CONFLICT (name) DO UPDATE SET value = " +
                    "@value",
                new { value = Probe }));
            return null;
        }
        catch (StoreUnavailableException error)
        {
            return error.Message;
        }
    }
}
