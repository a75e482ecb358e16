using Orchestrator.Backlot.Cast;

namespace Orchestrator.Backlot.Film;

/// <summary>What is remembered of a picture that was drawn here.</summary>
/// <param name="Prompt">Its words.</param>
/// <param name="Shown">What it shows of its subject; null where nobody is seen.</param>
/// <param name="Cast">What references showed to whoever drew it.</param>
internal sealed record StillNote(string Prompt, Likeness? Shown, IReadOnlyList<Likeness> Cast);
