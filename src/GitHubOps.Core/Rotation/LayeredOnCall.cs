using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>Who is on call where rotations lie in layers: of the first layer in which somebody is there.</summary>
internal static class LayeredOnCall
{
    public static OnCallAnswer At(RotationDefinition rotation, Instant t, IReadOnlyCollection<Absence> absences)
    {
        var because = ImmutableArray.CreateBuilder<string>();
        foreach (var layer in rotation.Layers)
        {
            var answer = OnCall.At(layer, t, absences);
            if (answer.Person is not null)
                return answer with
                {
                    Rotation = rotation.Name,
                    Because = [$"{layer.Name} is the first layer of {rotation.Name} with somebody there",
                        .. answer.Because],
                };
            because.AddRange(answer.Because);
        }

        var gap = Between(rotation, t, t + Duration.FromDays(1), absences).First();
        return new OnCallAnswer(rotation.Name, t, gap, null, null, [gap.Because, .. because]);
    }

    /// <summary>Without a hole: where nobody of any layer is on call, a stretch says so.</summary>
    public static IEnumerable<OnCallStretch> Between(
        RotationDefinition rotation, Instant from, Instant to, IReadOnlyCollection<Absence> absences)
    {
        var layers = rotation.Layers.Select(layer => OnCall.Between(layer, from, to, absences)
            .Where(stretch => stretch.Person is not null).ToList()).ToList();
        var cuts = new SortedSet<Instant> { from, to };
        foreach (var stretch in layers.SelectMany(stretches => stretches)) cuts.UnionWith([stretch.From, stretch.To]);
        var places = new int[layers.Count];
        (OnCallStretch? Source, OnCallStretch Shown)? last = null;
        foreach (var cut in cuts.Where(cut => from <= cut && cut < to))
        {
            var source = First(layers, places, cut);
            if (last is { } same && ReferenceEquals(same.Source, source)) continue;
            if (last is { } before) yield return before.Shown with { To = cut };
            last = (source, (source ?? Gap(rotation, to)) with { From = cut });
        }

        if (last is { } end) yield return end.Shown with { To = to };
    }

    private static OnCallStretch? First(List<List<OnCallStretch>> layers, int[] places, Instant t)
    {
        for (var i = 0; i < layers.Count; i++)
        {
            while (places[i] < layers[i].Count && layers[i][places[i]].To <= t) places[i]++;
            if (places[i] < layers[i].Count && layers[i][places[i]].From <= t) return layers[i][places[i]];
        }

        return null;
    }

    private static OnCallStretch Gap(RotationDefinition rotation, Instant to) =>
        new(null, to, to, 0, [], $"no layer of {rotation.Name} has anybody on call");
}
