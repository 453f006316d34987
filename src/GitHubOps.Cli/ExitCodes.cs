namespace GitHubOps.Cli;

/// <summary>So that a pipeline can tell "the documents are bad" from "the tool could not work".</summary>
internal static class ExitCodes
{
    public const int Pass = 0;

    /// <summary>Something was found at the level that fails.</summary>
    public const int Findings = 1;

    /// <summary>The command line or the configuration is wrong.</summary>
    public const int Usage = 2;

    /// <summary>History, network or another program is missing.</summary>
    public const int Environment = 3;

    public const string Help = """
        Exit codes:
          0  pass
          1  something was found at the level that fails
          2  the command line or the configuration is wrong
          3  the surroundings are: git, history, network, time
        """;
}

/// <summary>A person must change the call or the configuration: exit 2.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The surroundings lack something: exit 3.</summary>
internal sealed class SurroundingsException(string message) : Exception(message);
