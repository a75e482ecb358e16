namespace Orchestrator.Model;

/// <summary>What the draft of a film cost, apart from the film itself.</summary>
/// <param name="Pictures">Its plan, storyboard and reference sheets, which the film uses again.</param>
/// <param name="Takes">Its takes, which the film does not show.</param>
public sealed record DraftBill(Money Pictures, Money Takes)
{
    /// <summary>All of it.</summary>
    public Money Total() => Pictures + Takes;
}
