using System.Text;
using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

[TestClass]
public class CommandsDocTests
{
    [TestMethod]
    public void The_page_of_the_commands_is_fresh()
    {
        var text = new StringBuilder(
            """
            # Commands

            Generated from the commands themselves; a test keeps it fresh.

            A command is a slash at the very beginning of a line of its own, in a comment on an issue: not in code, in a
            quotation or in an HTML comment. At most ten of a comment are run, in their order. An edit runs only what it adds.
            Who may is asked of GitHub and of the policy at that moment. A thumb up says that all was done; a puzzled face that
            something was not, and the reason stands in the details of the one comment.

            | Command | Who may | What happens |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var verb in CommandVerbs.All)
            text.Append(
                $"| `{verb.Usage}` | {string.Join(", ", verb.Who.Select(CommandPeople.Name))} | {verb.Does} |\n");
        text.Append("\nIn an issue's own text only these count: ")
            .Append(string.Join(", ", CommandVerbs.All.Where(verb => verb.IsForBody).Select(verb => $"`/{verb.Name}`")))
            .Append(".\n");
        text.Append("\n## Examples\n\n```\n");
        foreach (var verb in CommandVerbs.All) text.Append(string.Join('\n', verb.Examples)).Append('\n');
        text.Append("```\n\n## Not available yet\n\nThese words are known and answered with a puzzled face: ")
            .Append(string.Join(", ", CommandVerbs.NotYet.Select(name => $"`/{name}`"))).Append(".\n");
        text.Append("\n## Not possible\n\n");
        foreach (var (name, why) in CommandVerbs.Never.OrderBy(one => one.Key, StringComparer.Ordinal))
            text.Append($"- `/{name}`: {why}.\n");
        Golden.CheckFile(text.ToString(), Checkout.PathTo("docs", "commands.md"));
    }

    [TestMethod]
    public void Each_command_stands_once_in_a_file_of_its_name_and_its_examples_are_read_as_it()
    {
        var files = Directory.GetFiles(Checkout.PathTo("src", "GitHubOps.Core", "Commands", "Verbs"), "*.cs")
            .Select(Path.GetFileNameWithoutExtension);
        files.ShouldBe(CommandVerbs.All.Select(verb => verb.GetType().Name), ignoreOrder: true);
        CommandVerbs.All.Select(verb => verb.Name).Concat(CommandVerbs.NotYet).Concat(CommandVerbs.Never.Keys)
            .ShouldBeUnique();
        foreach (var verb in CommandVerbs.All)
            foreach (var example in verb.Examples)
                CommandReader.Read(example).Lines.ShouldHaveSingleItem().Verb.ShouldBe(verb.Name);
    }
}
