namespace Orchestrator.Backlot.Script;

/// <summary>The labelled clauses of a prompt, in their usual order.</summary>
internal enum ClauseKind
{
    Subject,
    Lighting,
    Palette,
    Composition,
    Pose,
    Action,
    Environment,
    Camera,
    Motion,
    Stability,
    Sound,
}
