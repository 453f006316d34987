using GitHubOps.Cli;

var surroundings = Surroundings.OfThisProcess();
using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    interrupted.Cancel();
};
return await CommandLine.RunAsync(args, surroundings, interrupted.Token);
