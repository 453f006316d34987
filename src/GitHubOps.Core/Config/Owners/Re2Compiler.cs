using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Lays a parsed pattern out as steps of a machine that is in many states at once.</summary>
internal static class Re2Compiler
{
    /// <summary>Default where the program would be longer than allowed.</summary>
    public static ImmutableArray<Re2Step> Compile(Re2Node node, int stepsMax)
    {
        var steps = new List<Re2Step>();
        if (!Emit(node, steps, stepsMax)) return default;
        steps.Add(new Re2Step(Re2StepKind.Match));
        return [.. steps];
    }

    private static bool Emit(Re2Node node, List<Re2Step> steps, int max)
    {
        if (steps.Count > max) return false;
        switch (node)
        {
            case Re2Node.Take take:
                steps.Add(new Re2Step(Re2StepKind.Take, take.Class));
                return true;
            case Re2Node.Assert assert:
                steps.Add(new Re2Step(Re2StepKind.Assert, Assertion: assert.Assertion));
                return true;
            case Re2Node.Sequence sequence:
                return sequence.Parts.All(part => Emit(part, steps, max));
            case Re2Node.Choice choice:
                return EmitChoice(choice.Options, steps, max);
            default:
                return EmitRepeat((Re2Node.Repeat)node, steps, max);
        }
    }

    private static bool EmitChoice(ImmutableArray<Re2Node> options, List<Re2Step> steps, int max)
    {
        var ends = new List<int>();
        for (var i = 0; i < options.Length; i++)
        {
            var split = steps.Count;
            if (i < options.Length - 1) steps.Add(default);
            if (!Emit(options[i], steps, max)) return false;
            if (i == options.Length - 1) break;
            ends.Add(steps.Count);
            steps.Add(default);
            steps[split] = new Re2Step(Re2StepKind.Split, To: split + 1, OrTo: steps.Count);
        }

        foreach (var end in ends) steps[end] = new Re2Step(Re2StepKind.Jump, To: steps.Count);
        return true;
    }

    private static bool EmitRepeat(Re2Node.Repeat repeat, List<Re2Step> steps, int max)
    {
        for (var i = 0; i < repeat.Min; i++)
            if (!Emit(repeat.Of, steps, max)) return false;
        if (repeat.Max is null)
        {
            var split = steps.Count;
            steps.Add(default);
            if (!Emit(repeat.Of, steps, max)) return false;
            steps.Add(new Re2Step(Re2StepKind.Jump, To: split));
            steps[split] = new Re2Step(Re2StepKind.Split, To: split + 1, OrTo: steps.Count);
            return true;
        }

        var splits = new List<int>();
        for (var i = repeat.Min; i < repeat.Max; i++)
        {
            splits.Add(steps.Count);
            steps.Add(default);
            if (!Emit(repeat.Of, steps, max)) return false;
        }

        foreach (var split in splits) steps[split] = new Re2Step(Re2StepKind.Split, To: split + 1, OrTo: steps.Count);
        return true;
    }
}
