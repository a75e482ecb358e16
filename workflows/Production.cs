using Orchestrator.Model;
using Temporalio.Workflows;

namespace Orchestrator.Workflows;

/// <summary>A shot's line to its production: signals to the parent, which must arrive even when the shot is being cancelled.</summary>
internal static class Production
{
    /// <summary>Asks for money.</summary>
    public static Task ReserveAsync(ReserveTake ask) => Parent.SignalAsync(production => production.ReserveAsync(ask), Always);

    /// <summary>Says what was really charged.</summary>
    public static Task SettleAsync(SettleTake bill) => Parent.SignalAsync(production => production.SettleAsync(bill), Always);

    /// <summary>Says where the shot is.</summary>
    public static Task TellAsync(ShotProgress progress) => Parent.SignalAsync(production => production.TellAsync(progress), Always);

    private static ExternalWorkflowSignalOptions Always => new() { CancellationToken = CancellationToken.None };

    private static ExternalWorkflowHandle<ProductionWorkflow> Parent =>
        Workflow.GetExternalWorkflowHandle<ProductionWorkflow>(Workflow.Info.Parent!.WorkflowId, Workflow.Info.Parent.RunId);
}
