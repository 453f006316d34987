using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace GitHubOps.Core;

/// <summary>
/// A regular expression of RE2, which is what OWNERS filters are written in; .NET's own differ from it in half of what
/// people use. Searched anywhere in the text, in steps of (length of text) × (size of pattern), never more.
/// </summary>
internal sealed class Re2
{
    public const int LengthMax = 1_000;
    public const int ProgramMax = 20_000;
    public const int TextMax = 4_096;

    private readonly ImmutableArray<Re2Step> program;

    private Re2(string text, ImmutableArray<Re2Step> program)
    {
        Text = text;
        this.program = program;
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    public static bool TryParse(string text, [NotNullWhen(true)] out Re2? pattern, [NotNullWhen(false)] out string? error)
    {
        pattern = null;
        if (text.Length > LengthMax)
        {
            error = $"it is longer than {LengthMax} characters";
            return false;
        }

        var (node, wrong) = Re2Parser.Parse(text);
        error = wrong ?? "it cannot be read";
        if (node is null) return false;
        var steps = Re2Compiler.Compile(node, ProgramMax);
        if (steps.IsDefault)
        {
            error = "it repeats too much";
            return false;
        }

        pattern = new Re2(text, steps);
        error = null;
        return true;
    }

    /// <summary>True where the pattern occurs in the text. Texts that are too long match nothing.</summary>
    public bool IsMatch(string text)
    {
        if (text.Length > TextMax) return false;
        var runes = text.EnumerateRunes().Select(rune => rune.Value).ToArray();
        var (now, next) = (new StateSet(program.Length), new StateSet(program.Length));
        for (var at = 0; ; at++)
        {
            if (Follow(0, at, runes, now)) return true;
            if (at == runes.Length) return false;
            next.Clear();
            foreach (var state in now.Waiting)
                if (program[state].Class!.Holds(runes[at]) && Follow(state + 1, at + 1, runes, next)) return true;
            (now, next) = (next, now);
        }
    }

    /// <summary>Adds everything that can be reached without taking a character; true: the end can.</summary>
    private bool Follow(int start, int at, int[] runes, StateSet into)
    {
        var open = into.Open;
        open.Push(start);
        while (open.TryPop(out var state))
        {
            if (!into.Add(state)) continue;
            var step = program[state];
            switch (step.Kind)
            {
                case Re2StepKind.Match:
                    open.Clear();
                    return true;
                case Re2StepKind.Take:
                    into.Waiting.Add(state);
                    break;
                case Re2StepKind.Assert:
                    if (Holds(step.Assertion, at, runes)) open.Push(state + 1);
                    break;
                case Re2StepKind.Jump:
                    open.Push(step.To);
                    break;
                default:
                    open.Push(step.OrTo);
                    open.Push(step.To);
                    break;
            }
        }

        return false;
    }

    private static bool Holds(Re2Assertion assertion, int at, int[] runes) => assertion switch
    {
        Re2Assertion.BeginText => at == 0,
        Re2Assertion.EndText => at == runes.Length,
        Re2Assertion.BeginLine => at == 0 || runes[at - 1] == '\n',
        Re2Assertion.EndLine => at == runes.Length || runes[at] == '\n',
        Re2Assertion.WordBoundary => IsWord(at - 1, runes) != IsWord(at, runes),
        _ => IsWord(at - 1, runes) == IsWord(at, runes),
    };

    private static bool IsWord(int at, int[] runes) =>
        at >= 0 && at < runes.Length && runes[at] < 128 && (char.IsAsciiLetterOrDigit((char)runes[at]) || runes[at] == '_');

    private sealed class StateSet(int size)
    {
        private readonly bool[] seen = new bool[size];

        public List<int> Waiting { get; } = [];

        public Stack<int> Open { get; } = new();

        public bool Add(int state)
        {
            var isNew = !seen[state];
            seen[state] = true;
            return isNew;
        }

        public void Clear()
        {
            Array.Clear(seen);
            Waiting.Clear();
        }
    }
}

internal enum Re2StepKind
{
    Take,
    Assert,
    Jump,
    Split,
    Match,
}

internal enum Re2Assertion
{
    BeginText,
    EndText,
    BeginLine,
    EndLine,
    WordBoundary,
    NoWordBoundary,
}

internal readonly record struct Re2Step(Re2StepKind Kind, Re2Class? Class = null, Re2Assertion Assertion = default, int To = 0, int OrTo = 0);

/// <summary>A parsed pattern.</summary>
internal abstract record Re2Node
{
    public sealed record Take(Re2Class Class) : Re2Node;

    public sealed record Assert(Re2Assertion Assertion) : Re2Node;

    public sealed record Sequence(ImmutableArray<Re2Node> Parts) : Re2Node;

    public sealed record Choice(ImmutableArray<Re2Node> Options) : Re2Node;

    /// <param name="Of">What is repeated.</param>
    /// <param name="Min">The least number.</param>
    /// <param name="Max">The greatest; null: any.</param>
    public sealed record Repeat(Re2Node Of, int Min, int? Max) : Re2Node;
}

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
