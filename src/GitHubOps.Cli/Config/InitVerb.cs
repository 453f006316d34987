using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// <c>githubops init</c>: a first configuration from what the repository already has, always in dry-run.
/// </summary>
internal sealed class InitVerb : Verb
{
    private const int LabelsMax = 5000;

    private static readonly UTF8Encoding Utf8 = new(false);

    public override Command Build(Surroundings surroundings)
    {
        var options = new ConfigOptions();
        var labels = new Option<string?>("--labels")
        {
            Description = "The repository's labels as JSON (`gh label list --limit 1000 --json name`).",
            HelpName = "FILE",
        };
        var zone = new Option<string>("--zone")
        {
            Description = "The zone of the office hours, where no organisation brings them.",
            HelpName = "ZONE",
            DefaultValueFactory = _ => "UTC",
        };
        var print = new Option<bool>("--print") { Description = "Show what would be written; write nothing." };
        var command = new VerbCommand(
            "init",
            "Write a first .github/ops.yml from OWNERS or CODEOWNERS, issue forms, folders and labels. Never " +
                "overwrites.",
            "githubops init --print",
            "githubops init --org ../.github --zone Europe/Vienna",
            "gh label list --limit 1000 --json name > labels.json && githubops init --labels labels.json")
        {
            options.Root, options.Org, options.Repo, labels, zone, print,
        };
        command.SetAction(async (result, cancellation) =>
        {
            var place = options.Read(result, surroundings);
            if (File.Exists(Path.Combine(place.Root, PolicyFiles.Ops)))
                throw new UsageException($"{PolicyFiles.Ops} is there already: judge it with `githubops check`");
            var input = Read(place, result.GetValue(labels), result.GetValue(zone)!, surroundings);
            var plan = Starter.Plan(input);
            if (result.GetValue(print)) await PrintAsync(plan, surroundings);
            else await WriteAsync(plan, place, surroundings, cancellation);
            return ExitCodes.Pass;
        });
        return command;
    }

    private static StarterInput Read(ConfigPlace place, string? labels, string zone, Surroundings surroundings)
    {
        var files = SurveyedFiles.Of(place);
        return new StarterInput
        {
            Repo = place.Repo,
            Paths = files.Paths,
            Files = files.Input.Files,
            OrgFiles = files.Input.OrgFiles,
            CodeOwners = files.CodeOwners,
            Labels = labels is { Length: > 0 } file ? Labels(Path.GetFullPath(file, surroundings.Folder)) : [],
            Zone = NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null
                ? zone : throw new UsageException("--zone must be an IANA name like Europe/Vienna"),
        };
    }

    /// <summary>Names, or objects with a name, as GitHub's own tool prints them.</summary>
    private static ImmutableArray<string> Labels(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return
            [
                .. json.RootElement.EnumerateArray().Take(LabelsMax)
                    .Select(label => label.ValueKind == JsonValueKind.Object ? label.GetProperty("name") : label)
                    .Select(name => name.GetString() ?? ""),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException
            or InvalidOperationException or KeyNotFoundException)
        {
            throw new UsageException($"--labels is no list of labels: {e.Message}");
        }
    }

    private static async Task PrintAsync(StarterPlan plan, Surroundings surroundings)
    {
        foreach (var file in plan.Files)
            await surroundings.Out.WriteAsync(file.Path.EndsWith(".json", StringComparison.Ordinal)
                ? $"--- {file.Path} (for editors, {file.Text.Length} characters)\n\n"
                : $"--- {file.Path}\n{file.Text}\n");
        await NoteAsync(plan, surroundings);
    }

    private static async Task WriteAsync(
        StarterPlan plan, ConfigPlace place, Surroundings surroundings, CancellationToken cancellation)
    {
        if (plan.Files.FirstOrDefault(file => new RepoFiles(place.Root).Exists(file.Path)) is { } there)
            throw new UsageException($"{there.Path} is there already, and nothing is written over");
        foreach (var file in plan.Files)
        {
            var full = new RepoFiles(place.Root).FullPath(file.Path);
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(full)!);
                await using var stream = new FileStream(full, FileMode.CreateNew, FileAccess.Write);
                await stream.WriteAsync(Utf8.GetBytes(file.Text), cancellation);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new SurroundingsException($"cannot write {file.Path}: {e.Message}");
            }

            await surroundings.Out.WriteAsync($"wrote {file.Path}\n");
        }

        await NoteAsync(plan, surroundings);
        await surroundings.Out.WriteAsync("next: githubops check, then githubops explain\n");
    }

    private static async Task NoteAsync(StarterPlan plan, Surroundings surroundings)
    {
        foreach (var note in plan.Notes) await surroundings.Out.WriteAsync($"note: {note}\n");
        foreach (var problem in plan.Problems)
            await surroundings.Out.WriteAsync($"note: {ProblemOutput.Line(problem)}\n");
    }
}
