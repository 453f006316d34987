namespace GitHubOps.Core;

/// <summary>The first thing that a payload lacks and we cannot do without.</summary>
internal sealed class PayloadHoles
{
    public string? First { get; private set; }

    public void Add(string name) => First ??= name;

    public T Add<T>(string name, T instead)
    {
        Add(name);
        return instead;
    }
}
