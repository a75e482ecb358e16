using Orchestrator.Model;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Generation;

// Shots on trial, and shots that are bought together.
internal sealed partial class GenerationActivities
{
    public async Task<ShotGrouping> GroupShotsAsync(GroupShotsRequest request)
    {
        await shared.GatherAsync();
        return grouping.Group(request with { Routes = trials.Give(request) });
    }

    public async Task<SplitTakes> SplitTakeAsync(SplitTakeRequest request) => new(await splitter.SplitAsync(request.Take, request.Group, Cancelled));
}
