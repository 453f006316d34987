namespace GitHubOps.Core.Tests;

/// <summary>Facts from systems that do this for a living hold here too.</summary>
[TestClass]
public class ClocksAndRotationsVectorTests
{
    public TestContext TestContext { get; set; } = null!;

    public static IEnumerable<TestDataRow<(int File, string Id)>> Cases =>
        from file in Enumerable.Range(0, VectorFile.All.Length)
        from v in VectorFile.All[file].Vectors
        where VectorKinds.All.ContainsKey(v.Kind)
        select new TestDataRow<(int, string)>((file, v.Id)) { DisplayName = $"{v.Kind}/{v.Id}: {v.Test}" };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void The_vector_holds(int file, string id)
    {
        var vector = VectorFile.All[file].Vectors.First(v => v.Id == id);
        VectorKinds.All[vector.Kind](vector);
    }

    [TestMethod]
    public void Every_kind_is_run_or_named_as_none_of_ours()
    {
        ExtraVectors.ShouldAllBeKnown();
        TestContext.WriteLine($"{VectorFile.All.Sum(f => f.Vectors.Length)} vectors of {VectorFile.All.Length} files");
        foreach (var kind in VectorFile.All.SelectMany(f => f.Vectors).GroupBy(v => v.Kind).OrderBy(g => g.Key))
        {
            var run = VectorKinds.All.ContainsKey(kind.Key);
            TestContext.WriteLine(
                $"{kind.Key}: {kind.Count()} {(run ? "run" : $"not ours: {VectorKinds.NotOurs.GetValueOrDefault(kind.Key)}")}");
            (run ^ VectorKinds.NotOurs.ContainsKey(kind.Key)).ShouldBeTrue($"{kind.Key} belongs in exactly one list");
        }
    }
}
