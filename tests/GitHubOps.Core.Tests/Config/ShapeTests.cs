using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

/// <summary>The reader, the schema and the page speak of the same keys.</summary>
[TestClass]
public class ShapeTests
{
    [TestMethod]
    public void The_reader_takes_every_key_that_the_schema_has()
    {
        foreach (var place in ShapePlace.All)
        {
            var (text, line) = place.With(Example(place.Shape));
            var problems = Problems(text);

            problems.Where(problem => problem.Code is ProblemCodes.UnknownKey or ProblemCodes.Yaml)
                .ShouldBeEmpty($"{place}\n{text}");
            problems.Where(problem => problem.Line == line && problem.Code is ProblemCodes.WrongType)
                .ShouldBeEmpty($"{place}: its example is of another kind\n{text}");
        }
    }

    [TestMethod]
    public void An_example_that_is_shown_to_people_can_be_read()
    {
        foreach (var place in ShapePlace.All.Where(place => place.Shape is TextShape or NumberShape or TruthShape))
        {
            if (place.Path[^1] == "confirm") continue; // no fact by itself
            var (text, line) = place.With(Example(place.Shape));

            Problems(text).Where(problem => problem.Line == line && problem.Level == ProblemLevel.Error
                    && problem.Code is ProblemCodes.WrongValue or ProblemCodes.YamlTrap)
                .ShouldBeEmpty($"{place}\n{text}");
        }
    }

    [TestMethod]
    public void A_value_of_another_kind_is_refused_at_every_key()
    {
        foreach (var place in ShapePlace.All)
        {
            foreach (var wrong in Wrong(place.Shape))
            {
                var (text, line) = place.With(wrong);

                Problems(text).ShouldContain(
                    problem => problem.Level == ProblemLevel.Error && problem.Line == line, $"{place}\n{text}");
            }
        }
    }

    [TestMethod]
    public void A_key_that_the_schema_does_not_have_is_refused_in_every_map()
    {
        foreach (var place in ShapePlace.All.Where(place => place.Shape is MapShape))
        {
            if (place.Shape is MapShape { Names: { Pattern: null, Value: TextShape { Pattern: null, Words: [] } } })
                continue;
            var (text, line) = place.With("{ zzqqy: zzqqy }");

            Problems(text).ShouldContain(
                problem => problem.Level == ProblemLevel.Error && problem.Line == line, $"{place}\n{text}");
            if (place.Shape is MapShape { Names: null })
                Problems(text)
                    .ShouldContain(problem => problem.Code == ProblemCodes.UnknownKey && problem.Line == line);
        }
    }

    [TestMethod]
    public void Every_key_of_the_examples_is_in_the_schema()
    {
        var known = ShapePlace.All.Select(place => place.ToString()).ToHashSet();
        var missing = Examples.Names.Select(name => PolicyReader.ReadEffective(Examples.Read(name)).Root!)
            .SelectMany(root => Keys(root, Sections.File, "")).Where(key => !key.IsKnown).Select(key => key.Path);

        known.Count.ShouldBeGreaterThan(150);
        missing.ShouldBeEmpty();
    }

    [TestMethod]
    public void A_key_that_is_one_letter_off_is_answered_with_the_right_one()
    {
        foreach (var place in ShapePlace.All.Where(place => place.Field is { Key.Length: > 4 }))
        {
            var key = place.Field!.Key;
            var off = key.Remove(2, 1);
            var (text, line) = (place with { Path = [.. place.Path[..^1], off] }).With(Example(place.Shape));

            // Beside names that people choose, it is one of those.
            if (HasNames(place)) continue;
            Problems(text).Single(problem => problem.Code == ProblemCodes.UnknownKey).Remedy
                .ShouldBe($"Did you mean `{key}`?", text);
        }
    }

    [TestMethod]
    public async Task The_schema_takes_every_example()
    {
        EditorTools.Need();
        var texts =
            new[] { "docs/examples/acme/starter/.github/ops.yml", "docs/examples/acme/.github/ops/org.yml",
                ".github/ops.yml" }
            .Concat(Examples.Names.Select(name => $"docs/examples/acme/{name}/.github/ops.yml"))
            .Select(path => File.ReadAllText(Checkout.PathTo(path))).ToList();

        foreach (var refused in await EditorTools.ValidateAsync(texts)) refused.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task What_the_schema_refuses_the_reader_refuses()
    {
        EditorTools.Need();
        var texts =
            ShapePlace.All.SelectMany(
                place => Wrong(place.Shape).Append(Example(place.Shape)).Append("{ zzqqy: zzqqy }")
            .Append("~").Select(value => place.With(value).Text)).Distinct().ToList();
        var refused = await EditorTools.ValidateAsync(texts);

        refused.Count(found => found.Length > 0).ShouldBeGreaterThan(300);
        foreach (var (text, found) in texts.Zip(refused))
        {
            if (found.Length > 0)
                Problems(text).ShouldContain(problem => problem.Level == ProblemLevel.Error,
                    $"{text}\n{string.Join('\n', found)}");
        }
    }

    [TestMethod]
    public async Task The_schema_refuses_values_of_another_kind()
    {
        EditorTools.Need();
        var texts = ShapePlace.All.SelectMany(place => Wrong(place.Shape).Select(value => place.With(value).Text))
            .ToList();

        foreach (var (text, found) in texts.Zip(await EditorTools.ValidateAsync(texts))) found.ShouldNotBeEmpty(text);
    }

    private static bool HasNames(ShapePlace place) => ShapePlace.All.Any(other =>
        other.Field is null && other.Path.Length == place.Path.Length
            && other.Path.SkipLast(1).SequenceEqual(place.Path.SkipLast(1)));

    private static IEnumerable<(string Path, bool IsKnown)> Keys(OpsNode node, Shape? shape, string path)
    {
        if (node is OpsMap map)
        {
            var known = shape as MapShape ?? (shape as EitherShape)?.Choices.OfType<MapShape>().FirstOrDefault();
            foreach (var (key, _, value) in map.Entries)
            {
                var below = known?.Find(key)?.Shape ?? known?.Names?.Value;
                yield return ($"{path}.{key}", below is not null);
                foreach (var found in Keys(value, below, $"{path}.{key}")) yield return found;
            }
        }
        else if (node is OpsList list)
        {
            foreach (var found in list.Items.SelectMany(item => Keys(item, (shape as ListShape)?.Item, path)))
                yield return found;
        }
    }

    private static System.Collections.Immutable.ImmutableArray<Problem> Problems(string text) =>
        PolicyReader.Read(Examples.With(text, new RepoFile("OWNERS", "approvers: [ana, mei]\n"))).Problems;

    private static string Example(Shape shape) =>
        shape is EitherShape either ? either.Choices[0].Example : shape.Example;

    private static string[] Wrong(Shape shape) => shape switch
    {
        TextShape => ["{ a: b }", "[[a]]"],
        NumberShape => ["many", "[1]", "-1"],
        TruthShape => ["yes", "[true]"],
        ListShape => ["word", "{ a: b }", "[[a]]"],
        MapShape => ["word", "[a]"],
        _ => ["[a]", "word"],
    };
}
