namespace Orchestrator.Cli.Wiring;

/// <summary>How a thing that was looked at is.</summary>
internal enum Health
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Usable, and worth knowing.</summary>
    Note,

    /// <summary>Films cannot be made like this.</summary>
    Bad,
}
