namespace GitHubOps.Simulation;

/// <summary><paramref name="Of"/> times in <paramref name="In"/>. Whole numbers: the same on every machine.</summary>
internal sealed record Ratio(int Of, int In)
{
    public static Ratio Never { get; } = new(0, 1);

    public override string ToString() => $"{Of}/{In}";
}

/// <summary>
/// Randomness that will be the same in ten years: xoshiro256** (Blackman and Vigna), seeded by splitmix64. The
/// platform's own generator may change under us, and with it what a kept seed means.
/// </summary>
internal sealed class Dice
{
    private readonly ulong[] state = new ulong[4];

    public Dice(ulong seed)
    {
        for (var i = 0; i < state.Length; i++) state[i] = SplitMix(ref seed);
    }

    public ulong Next()
    {
        var result = ulong.RotateLeft(state[1] * 5, 7) * 9;
        var shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = ulong.RotateLeft(state[3], 45);
        return result;
    }

    /// <summary>From 0 to below <paramref name="count"/>, each as likely as the other.</summary>
    public int Below(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var range = (ulong)count;
        var fair = ulong.MaxValue - (ulong.MaxValue % range);
        while (true)
            if (Next() is var number && number < fair) return (int)(number % range);
    }

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool Chance(Ratio ratio) => ratio.Of > 0 && Below(ratio.In) < ratio.Of;

    public T Pick<T>(IReadOnlyList<T> among) => among[Below(among.Count)];

    /// <summary>An index of <paramref name="weights"/>, as often as its weight says.</summary>
    public int Weighted(IReadOnlyList<int> weights)
    {
        var left = Below(weights.Sum());
        for (var i = 0; ; i++)
            if ((left -= weights[i]) < 0) return i;
    }

    private static ulong SplitMix(ref ulong seed)
    {
        seed += 0x9E3779B97F4A7C15;
        var mixed = seed;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
