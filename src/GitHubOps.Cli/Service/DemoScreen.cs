using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Cli;

/// <summary>Where a demo shows what happens.</summary>
internal abstract class DemoScreen
{
    protected static readonly InstantPattern Clock =
        InstantPattern.CreateWithInvariantCulture("ddd d MMM, HH:mm:ss 'UTC'");

    public abstract void Show(DemoChange change);

    public abstract void Say(string text);

    /// <summary>The virtual time moved on.</summary>
    public virtual void Tick(Instant now)
    {
    }
}

/// <summary>A line per change, for files, pipes and people who want no colours.</summary>
internal sealed class DemoLog(TextWriter output) : DemoScreen
{
    public override void Show(DemoChange change) => output.WriteLine($"{Clock.Format(change.At)}  {change.Text}");

    public override void Say(string text)
    {
        output.WriteLine(text);
        output.Flush();
    }
}

/// <summary>A JSON line per change of an issue on the output; everything else goes to the diagnostics.</summary>
internal sealed class DemoJsonLines(TextWriter output, TextWriter diagnostics) : DemoScreen
{
    public override void Show(DemoChange change)
    {
        if (change.Issue is { } issue) output.WriteLine(DemoSummary.LineOf(change.At, issue));
    }

    public override void Say(string text) => diagnostics.WriteLine(text);
}
