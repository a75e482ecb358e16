namespace Orchestrator.Backlot.Faults;

/// <summary>Which kind of call a fault rule looks at.</summary>
internal enum FaultRoute
{
    Submit,
    Status,
    Result,
    Cancel,
    Media,
    Upload,
    Listing,
    Webhook,
}
