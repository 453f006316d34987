namespace GitHubOps.Core;

/// <summary>A word for a command that a person will paste into a shell.</summary>
public static class ShellWord
{
    public static string Of(string word)
    {
        if (word.Length > 0 && word[0] != '-' &&
            word.All(x => char.IsAsciiLetterOrDigit(x) || x is '/' or '.' or '_' or '-' or '@' or ':'))
            return word;
        if (word.Any(char.IsControl))
            return "'" + Problems.Shown(word).Replace("'", "", StringComparison.Ordinal) + "'";
        var quoted = "'" + word.Replace("'", @"'\''", StringComparison.Ordinal) + "'";
        return word.StartsWith('-') ? "./" + quoted : quoted;
    }
}
