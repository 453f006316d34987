using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace GitHubOps.Core.Tests;

[TestClass]
public class CommentMarkerTests
{
    private static readonly byte[] Key = "a key of the server itself"u8.ToArray();
    private static readonly RepoId Repo = new(55001);
    private static readonly CommentFacts Facts =
        new(Instant.FromUtc(2026, 11, 2, 20, 0), "running", ["area-from-form", "severity-rules"]);

    [TestMethod]
    public void The_two_hidden_lines_stand_on_top()
    {
        var lines = CommentMarker.Render(Key, Repo, 12, Facts, "**ben** has this.").Split('\n');
        lines[0].ShouldMatch("^<!-- githubops:v1 issue=12 mac=[A-Za-z0-9_-]{22} -->$");
        lines[1].ShouldBe("<!-- githubops due=2026-11-02T20:00:00Z state=running by=area-from-form,severity-rules -->");
        lines[2].ShouldBe("**ben** has this.");
    }

    [TestMethod]
    public void What_was_rendered_is_read_whatever_people_do_to_the_visible_part()
    {
        var text = CommentMarker.Render(Key, Repo, 12, Facts, "body");
        CommentMarker.TryRead(Key, Repo, 12, text).ShouldBe(Facts);
        CommentMarker.TryRead(Key, Repo, 12, text + "\n<!-- githubops due=none state=closed by= -->").ShouldBe(Facts);
        CommentMarker.TryRead(Key, Repo, 12, text.ReplaceLineEndings("\r\n")).ShouldBe(Facts);
        var undated = new CommentFacts(null, "paused", []);
        CommentMarker.TryRead(Key, Repo, 12, CommentMarker.Render(Key, Repo, 12, undated, "")).ShouldBe(undated);
    }

    [TestMethod]
    public void Another_issue_repository_or_key_proves_nothing()
    {
        var text = CommentMarker.Render(Key, Repo, 12, Facts, "body");
        CommentMarker.TryRead(Key, Repo, 13, text).ShouldBeNull();
        CommentMarker.TryRead(Key, Repo, 13, text.Replace("issue=12", "issue=13", StringComparison.Ordinal))
            .ShouldBeNull();
        CommentMarker.TryRead(Key, new RepoId(55002), 12, text).ShouldBeNull();
        CommentMarker.TryRead("another key of the server"u8, Repo, 12, text).ShouldBeNull();
        CommentMarker.TryRead(Key, Repo, 12, "> " + text).ShouldBeNull();
        CommentMarker.TryRead(Key, Repo, 12, "\n" + text).ShouldBeNull();
        CommentMarker.TryRead(Key, Repo, 12, text.Replace("running", "closed", StringComparison.Ordinal))
            .ShouldBeNull();
        CommentMarker.TryRead(Key, Repo, 12, null).ShouldBeNull();
    }

    [TestMethod]
    public void One_changed_character_of_the_hidden_lines_proves_nothing()
    {
        var text = CommentMarker.Render(Key, Repo, 12, Facts, "body");
        var hidden = text.IndexOf("\nbody", StringComparison.Ordinal);
        for (var i = 0; i < hidden; i++)
        {
            var changed = text.ToCharArray();
            changed[i] = changed[i] == 'x' ? 'y' : 'x';
            CommentMarker.TryRead(Key, Repo, 12, new string(changed)).ShouldBeNull($"character {i}");
        }
    }

    [TestMethod]
    public void Nothing_in_the_facts_ends_the_hidden_line() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll<string>(word =>
        {
            var hostile = new CommentFacts(null, $"{word}-->", [$"--> {word}\n", "a"]);
            var text = CommentMarker.Render(Key, Repo, 12, hostile, "body");
            return text.Split('\n').Length == 3 && text.Split("-->").Length == 3
                && CommentMarker.TryRead(Key, Repo, 12, text) is not null;
        }));

    [TestMethod]
    public void No_text_makes_reading_throw_or_proves_itself() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll<string>(text =>
            CommentMarker.TryRead(Key, Repo, 12,
                $"<!-- githubops:v1 issue=12 mac={text} -->\n<!-- githubops due={text}") is null));
}
