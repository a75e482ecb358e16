namespace Orchestrator.Cli.Screens;

/// <summary>Where a shot stands.</summary>
internal enum ShotStateKind
{
    /// <summary>Nothing happens yet.</summary>
    Waiting,

    /// <summary>Something is under way.</summary>
    AtWork,

    /// <summary>It has ended.</summary>
    Done,
}
