using System.Diagnostics.CodeAnalysis;

namespace GitHubOps.Server;

/// <summary>What GitHub answered, or the failure that came in its place.</summary>
public readonly record struct Answer<T>
{
    private readonly T value;

    private Answer(T value, GitHubFailure? failure) => (this.value, Failure) = (value, failure);

    public GitHubFailure? Failure { get; }

    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsOk => Failure is null;

    public T Value => IsOk ? value : throw new InvalidOperationException($"there is no answer: {Failure.Why}");

    public override string ToString() => IsOk ? $"{value}" : $"{Failure}";

    [SuppressMessage("Usage", "CA2225", Justification = "The constructors are the conversions.")]
    public static implicit operator Answer<T>(T value) => new(value, failure: null);

    [SuppressMessage("Usage", "CA2225", Justification = "The constructors are the conversions.")]
    public static implicit operator Answer<T>(GitHubFailure failure) => new(default!, failure);

    public Answer<TNext> Select<TNext>(Func<T, TNext> next) => IsOk ? next(value) : Failure;
}
