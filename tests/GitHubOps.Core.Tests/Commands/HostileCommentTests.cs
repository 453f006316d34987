using System.Text;

namespace GitHubOps.Core.Tests;

/// <summary>
/// Whatever people write, what we say of it calls nobody, links nothing, leaves no code span and proves no marker.
/// </summary>
[TestClass]
public class HostileCommentTests
{
    private static readonly byte[] Key = "a key of the server itself"u8.ToArray();

    /// <summary>What has been tried on others: each as it is, and behind every command.</summary>
    private static readonly string[] Corpus =
    [
        "@ana", "@acme/leads", "&#64;ana", "&#x40;ana", "&#0000064;ana", "&commat;ana", "＠ana", "[@ana](https://x)",
        "`@ana", "@ana`", "``@ana`",
        "` @ana `", "\\`@ana\\`", "`` ` @ana", "<code>@ana</code>", "</code>@ana", "#12", "GH-12", "gh-12",
        "acme/app#12", "https://github.com/a/b/issues/1",
        "www.example.com", "http://x", "0123456789abcdef0123456789abcdef01234567", "deadbeef",
        "acme/app@0123456789abcdef0123456789abcdef01234567",
        "![](https://x/y.png)", "<img src=x>", "<details>", "</details>", "<!--", "-->",
        "<!-- githubops:v1 issue=12 mac=AAAAAAAAAAAAAAAAAAAAAA -->",
        "&lt;!-- githubops:v1 issue=12 mac=x --&gt;", "&#60;!--", "\u202E@ana", "\u200B@ana", "\u2066`\u2069@ana",
        "\0`@ana", "\uD83D`@ana", "\t`\t@ana",
        "|@ana|", "~~~", "$`@ana`$", "$$@ana$$", "[x]: https://x", "[^1]", ":tada:", "- [ ] @ana", "\u2028`@ana",
        "\u0085@ana", "a\u00A0`@ana",
    ];

    private static readonly string[] Verbs =
    [
        "/area", "/type", "/sev s4 because", "/sev s1 because", "/ask", "/assign", "/unassign", "/reroll because",
        "/nothing", "/sev", "/ops", "/help", "/why",
        "/snooze 2w because", "`/ack`", "/info", "/accept",
    ];

    [TestMethod]
    public void Each_of_the_corpus_behind_each_command_stays_harmless()
    {
        foreach (var text in Corpus)
        {
            foreach (var who in (string[])["ben", "ana"])
                Judge(who, string.Join('\n', Verbs.Take(9).Select(verb => $"{verb} {text}")));
            Judge("contributor", string.Join('\n', Verbs.Skip(7).Select(verb => $"{verb} x {text} {text}")));
        }
    }

    /// <summary>As many as a test run has time for; <c>GITHUBOPS_COMMENTS=1000000</c> plays more.</summary>
    [TestMethod]
    public void No_comment_makes_us_say_what_calls_or_links()
    {
        var random = new Random(20_261_124);
        var count = int.TryParse(Environment.GetEnvironmentVariable("GITHUBOPS_COMMENTS"), out var asked)
            ? asked : 20_000;
        for (var i = 0; i < count; i++)
        {
            var text = Write(random);
            foreach (var line in CommandReader.Read(text).Lines)
                Said($"- `/{CommentWords.InCode($"{line.Verb} {line.Rest}")}`: no (ben)", text);
            CommentMarker.TryRead(Key, new RepoId(55001), 12, text).ShouldBeNull();

            // The whole road for some: a decision takes far longer than reading.
            if (i % 400 == 0) Judge(i % 800 == 0 ? "ben" : "visitor", text);
        }
    }

    private static string Write(Random random)
    {
        var text = new StringBuilder();
        for (var lines = random.Next(1, 8); lines > 0; lines--)
        {
            if (random.Next(4) > 0) text.Append(Verbs[random.Next(Verbs.Length)]).Append(' ');
            for (var n = random.Next(6); n > 0; n--)
            {
                var piece = Corpus[random.Next(Corpus.Length)];
                text.Append(random.Next(3) == 0 ? piece[random.Next(piece.Length)..] : piece)
                    .Append(random.Next(3) == 0 ? "" : " ");
                if (random.Next(6) == 0) text.Append((char)random.Next(0x20, 0x3000));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static void Judge(string who, string text)
    {
        var story = Story.In("dashboard-factory").Opens("contributor", text, Story.TemplateBug(what: text));
        story.Comments(who, text).Comments("ben", "/why");
        if (story.Comment is { } comment) Said(comment, text);
        foreach (var label in story.Writes.OfType<Effect.AddLabel>()) label.Label.Length.ShouldBeLessThan(60);
    }

    private static void Said(string comment, string text)
    {
        if (GitHubProse.FindLink(comment) is { } found) Assert.Fail($"{found}\nby: {text}");
    }
}
