using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>From words to a verb, and from what a verb throws to an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(IReadOnlyList<string> words, Surroundings surroundings,
        CancellationToken cancellation)
    {
        try
        {
            return await InvokeAsync(words, surroundings, cancellation);
        }
        catch (UsageException e)
        {
            return Say(surroundings, ExitCodes.Usage, e.Message);
        }
        catch (SurroundingsException e)
        {
            return Say(surroundings, ExitCodes.Environment, e.Message);
        }
        catch (OperationCanceledException)
        {
            return Say(surroundings, ExitCodes.Environment,
                "stopped before the end: interrupted, or out of time (--timeout)");
        }
        finally
        {
            await surroundings.Out.FlushAsync(CancellationToken.None);
        }
    }

    public static RootCommand Build(Surroundings surroundings)
    {
        var root = new RootCommand(
            "A team's operating model as code: issues that find their owner, runbooks that stay true.");
        foreach (var verb in Verbs.All) root.Subcommands.Add(verb.Build(surroundings));
        foreach (var option in root.Options.OfType<HelpOption>())
            option.Action = new HelpWithExamples((HelpAction)option.Action!);
        return root;
    }

    private static async Task<int> InvokeAsync(IReadOnlyList<string> words, Surroundings surroundings,
        CancellationToken cancellation)
    {
        // `@ana` is a person here, not a file to read words from.
        var result = Build(surroundings).Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Action is HelpWithExamples || result.Errors.Count == 0)
        {
            var settings = new InvocationConfiguration
            {
                Output = surroundings.Out,
                Error = surroundings.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await result.InvokeAsync(settings, cancellation);
        }

        var errors = string.Join("; ", result.Errors.Select(x => Problems.ShownPath(x.Message.TrimEnd('.'))));
        return Say(surroundings, ExitCodes.Usage,
            $"{errors}. Ask for help with: {Road(result.CommandResult.Command)} --help");
    }

    private static string Road(Command command)
    {
        var names = new Stack<string>();
        for (var at = command; at is not null and not RootCommand; at = at.Parents.OfType<Command>().FirstOrDefault())
            names.Push(at.Name);
        return string.Join(' ', names.Prepend("githubops"));
    }

    private static int Say(Surroundings surroundings, int code, string message)
    {
        if (surroundings.OnActions) surroundings.Out.Write(WorkflowCommands.Error(message));
        else surroundings.Error.WriteLine("githubops: " + message);
        return code;
    }

    private sealed class HelpWithExamples(HelpAction inner) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult result)
        {
            var code = inner.Invoke(result);
            var output = result.InvocationConfiguration.Output;
            if (result.CommandResult.Command is VerbCommand { Examples.Count: > 0 } verb)
            {
                output.WriteLine("Examples:");
                foreach (var example in verb.Examples) output.WriteLine("  " + example);
                output.WriteLine();
            }

            output.WriteLine(ExitCodes.Help);
            return code;
        }
    }
}
