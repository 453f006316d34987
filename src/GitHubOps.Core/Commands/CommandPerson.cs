namespace GitHubOps.Core;

/// <summary>People named in commands.</summary>
internal static class CommandPerson
{
    private const int LoginCharsMax = 39;

    /// <summary>The one login behind the verb, with or without an at sign; whoever asks where there is none.</summary>
    public static Login? Read(CommandCall call)
    {
        if (call.Words.IsEmpty) return call.By;
        return call.Words is [var word] ? Read(word) : null;
    }

    /// <summary>Null: it is no login.</summary>
    public static Login? Read(string word)
    {
        var name = word.TrimStart('@').TrimEnd(',', '.');
        var isLogin = name.Length is > 0 and <= LoginCharsMax
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
        return isLogin ? new Login(name) : null;
    }

    /// <summary>Somebody has it because a person said so.</summary>
    public static Draft Choose(this Draft draft, Login person, string verb, Login by)
    {
        var because = $"{CommentWords.Person(by)} said so";
        return draft with
        {
            State = draft.State with
            {
                Assignee = new Chosen<Login>(person, ByPerson: true, $"command-{verb}", because),
                AssignedFrom = null,
                TurnFrom = null,
                HadIt = draft.State.HadIt.Contains(person) ? draft.State.HadIt : draft.State.HadIt.Add(person),
                RemovedByPerson = draft.State.RemovedByPerson.Remove(TakenAway.Assignee),
            },
        };
    }
}
