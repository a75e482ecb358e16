namespace Orchestrator.Tests.Scoring;

/// <summary>What is wrong with a filmed test scene; the defaults are nothing.</summary>
internal sealed record SceneFaults
{
    public double Ev { get; init; }

    public double WarmStops { get; init; }

    public double EvDriftPerSecond { get; init; }

    public double HueDegrees { get; init; }

    public double Saturation { get; init; } = 1;

    public double SubjectDx { get; init; }

    public double SubjectDy { get; init; }

    public double SubjectScale { get; init; } = 1;

    public double PictureDx { get; init; }

    public double Speed { get; init; } = 1;

    public double FlickerPercent { get; init; }

    public double NoiseCodes { get; init; }

    public double PanPerSecond { get; init; }

    public bool OtherPose { get; init; }

    public int? FrozenFrom { get; init; }

    public int? StalledAt { get; init; }

    public int? CutAt { get; init; }

    public int? FlashAt { get; init; }

    public int? BlackAt { get; init; }
}
