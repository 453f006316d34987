namespace GitHubOps.Core.Tests;

/// <summary>A person writes <c>ops.yml</c> in an editor.</summary>
[TestClass]
public class EditorTests
{
    private const string Text = """
        version: 1
        mode: 
        areas:
          app: { paths: [src/**], words: [crash] }
          unknown: { owners: repo-leads }
        releases:
          stable:
            every: 2w on Thu
            
        sla:
          respond: { s1: 1h }
          respnd: { s2: 1h }
        rotations:
          triage:
            at_most: many

        """;

    [TestMethod]
    public async Task The_editor_offers_keys_and_words_and_marks_what_is_wrong()
    {
        EditorTools.Need();
        var answer = await EditorTools.EditAsync(Text, [(1, 6), (8, 4), (16, 0)], [(9, 1), (10, 13)]);

        answer.Completions[0].ShouldBe(["paused", "dry-run", "live", "null"], ignoreOrder: true, "the words of `mode`");
        answer.Completions[1].ShouldContain("captain");
        answer.Completions[1].ShouldContain("freeze");
        answer.Completions[1].ShouldNotContain("every", "it stands there already");
        answer.Completions[2].ShouldContain("severity_rules");
        answer.Hovers[0].ShouldContain("in which time something happens");
        answer.Hovers[1].ShouldContain("For s1.");
        answer.Diagnostics.ShouldContain(
            found => found.Line == 12 && found.Message.Contains("respnd", StringComparison.Ordinal));
        answer.Diagnostics.ShouldContain(
            found => found.Line == 15 && found.Message.Contains("integer", StringComparison.Ordinal));
        answer.Diagnostics.Select(found => found.Line).Distinct().ShouldBe([12, 15], ignoreOrder: true);
    }
}
