using System.Text;

namespace GitHubOps.Sandbox;

/// <summary>
/// What a person does on github.com. Each act changes the world and yields the webhooks that GitHub would send; what
/// GitHub would not let them do throws <see cref="SandboxRefusedException"/>. Repositories are named <c>owner/name</c>.
/// </summary>
public sealed partial class SandboxHand
{
    private readonly SandboxWorld _world;

    internal SandboxHand(SandboxWorld world, SandboxAccount me)
    {
        _world = world;
        Me = me;
    }

    public SandboxAccount Me { get; }

    private Acts Acts => _world.Acts;

    private Task<T> Do<T>(Func<T> act)
    {
        lock (_world.Gate)
        {
            _world.Past.Remember();
            try
            {
                return Task.FromResult(act());
            }
            catch (SandboxRefusedException refusal)
            {
                return Task.FromException<T>(refusal);
            }
        }
    }

    private Task Do(Action act) => Do(() =>
    {
        act();
        return true;
    });

    private void Need(SandboxRepository repository, RepositoryRole role, bool enough = false)
    {
        if (enough || repository.RoleOf(Me) >= role) return;
        throw Refusal.Of(403, $"{Me.Login} needs the role {Roles.Word(role)} in {repository.FullName}");
    }
}
