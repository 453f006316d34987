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

    public static bool TryParse(string text, [NotNullWhen(true)] out Re2? pattern,
        [NotNullWhen(false)] out string? error)
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
        at >= 0 && at < runes.Length && runes[at] < 128
            && (char.IsAsciiLetterOrDigit((char)runes[at]) || runes[at] == '_');

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
