using System.Diagnostics.CodeAnalysis;

namespace Temporalio.Worker.Tuning;

/// <summary>How many polls a worker keeps open.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The official type nests its kinds.")]
public abstract class PollerBehavior
{
    private protected PollerBehavior()
    {
    }

    internal abstract int Count { get; }

    /// <summary>A fixed number of polls.</summary>
    public sealed class SimpleMaximum(int maximum) : PollerBehavior
    {
        public int Maximum { get; } = maximum;

        internal override int Count => Maximum;
    }

    /// <summary>A number of polls between bounds. This worker keeps the initial number.</summary>
    public sealed class Autoscaling(int minimum = 1, int maximum = 100, int initial = 5) : PollerBehavior
    {
        public int Minimum { get; } = minimum;

        public int Maximum { get; } = maximum;

        public int Initial { get; } = initial;

        internal override int Count => Math.Clamp(Initial, Minimum, Maximum);
    }
}
