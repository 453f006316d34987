namespace GitHubOps.Core;

/// <summary>Commands that close and reopen.</summary>
internal static class CommandLife
{
    public const string Newer =
        "somebody has closed or reopened it since that was written: say it again if it is still wanted";

    public static bool LifeIsNewer(this CommandCall call) => call.State.Life is { } life && life.At > call.Draft.At;

    /// <summary>GitHub is told, and what follows from it follows when GitHub tells that it is done.</summary>
    public static CommandAnswer TurnTo(this CommandCall call, Effect effect, bool isClosed, string verb) =>
        call.Done((call.Draft with
        {
            State = call.State with { Life = new LifeChoice(call.Draft.At, isClosed, call.By) },
        }).Note(effect, $"command-{verb}", $"{CommentWords.Person(call.By)} said so"));
}
