using System.CommandLine;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary><c>githubops operating-model</c>: who, when and how, in sentences for people.</summary>
internal sealed class OperatingModelVerb : Verb
{
    private static readonly UTF8Encoding Utf8 = new(false);

    public override Command Build(Surroundings surroundings)
    {
        var options = new ConfigOptions();
        var check = new Option<bool>("--check")
        {
            Description = "Write nothing; fail when the file is not what would be written.",
        };
        var print = new Option<bool>("--print") { Description = "Print it instead of writing the file." };
        var command = new VerbCommand(
            "operating-model",
            $"Write {OperatingModel.File}: who, when and how, each sentence with the line that says so.",
            "githubops operating-model",
            "githubops operating-model --check")
        {
            check, print,
        };
        options.AddTo(command);
        command.SetAction(async (result, cancellation) =>
        {
            var place = options.Read(result, surroundings);
            var input = ConfigFolder.Read(place);
            var read = PolicyReader.Read(input);
            if (read.Policy is not { } policy)
            {
                await ProblemOutput.WriteAsync("config", read.Problems, "text", surroundings);
                return ExitCodes.Usage;
            }

            var text = OperatingModel.Write(input, policy);
            if (result.GetValue(print)) await surroundings.Out.WriteAsync(text);
            else if (result.GetValue(check)) return await CompareAsync(text, place, surroundings);
            else await WriteAsync(text, place, surroundings, cancellation);
            return ExitCodes.Pass;
        });
        return command;
    }

    private static async Task<int> CompareAsync(string text, ConfigPlace place, Surroundings surroundings)
    {
        var there = new RepoFiles(place.Root).ReadText(OperatingModel.File, RepoFiles.BytesMax);
        if (there?.ReplaceLineEndings("\n") == text)
        {
            await surroundings.Out.WriteAsync($"{OperatingModel.File} is what the files say\n");
            return ExitCodes.Pass;
        }

        var what = there is null ? "is missing"
            : "is not what the files say: it was edited by hand, or they have changed";
        await ProblemOutput.WriteAsync("config",
            [
                Problem.Error("config/operating-model", $"the document {what}", OperatingModel.File,
                    FirstDifference(there, text),
                    remedy: "Run `githubops operating-model` and commit what it writes."),
            ],
            surroundings.OnActions ? "annotations" : "text", surroundings);
        return ExitCodes.Findings;
    }

    private static int FirstDifference(string? there, string text)
    {
        var (have, want) = ((there ?? "").ReplaceLineEndings("\n").Split('\n'), text.Split('\n'));
        var line = 0;
        while (line < have.Length && line < want.Length && have[line] == want[line]) line++;
        return Math.Min(line + 1, have.Length);
    }

    private static async Task WriteAsync(
        string text, ConfigPlace place, Surroundings surroundings, CancellationToken cancellation)
    {
        var full = new RepoFiles(place.Root).FullPath(OperatingModel.File);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            await File.WriteAllTextAsync(full, text, Utf8, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SurroundingsException($"cannot write {OperatingModel.File}: {e.Message}");
        }

        await surroundings.Out.WriteAsync($"wrote {OperatingModel.File}\n");
    }
}
