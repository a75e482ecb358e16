using System.Diagnostics.CodeAnalysis;

namespace Temporalio.Worker.Tuning;

/// <summary>How many polls a worker keeps open.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The official type nests its kinds.")]
public abstract class PollerBehavior
{
    private protected PollerBehavior()
    {
    }

    /// <summary>Fewest, most and first number of polls.</summary>
    internal abstract (int Minimum, int Maximum, int Initial) Bounds { get; }

    /// <summary>A fixed number of polls.</summary>
    public sealed class SimpleMaximum(int maximum) : PollerBehavior
    {
        public int Maximum { get; } = maximum;

        internal override (int Minimum, int Maximum, int Initial) Bounds => (Maximum, Maximum, Maximum);
    }

    /// <summary>A number of polls between bounds that follows what the service suggests.</summary>
    public sealed class Autoscaling(int minimum = 1, int maximum = 100, int initial = 5) : PollerBehavior
    {
        public int Minimum { get; } = minimum;

        public int Maximum { get; } = maximum;

        public int Initial { get; } = initial;

        internal override (int Minimum, int Maximum, int Initial) Bounds => (Minimum, Maximum, Math.Clamp(Initial, Minimum, Maximum));
    }
}
