using Orchestrator.Model;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Generation;

// Shots that are bought together.
internal sealed partial class GenerationActivities
{
    public Task<ShotGrouping> GroupShotsAsync(GroupShotsRequest request) => Task.FromResult(grouping.Group(request));

    public async Task<SplitTakes> SplitTakeAsync(SplitTakeRequest request) => new(await splitter.SplitAsync(request.Take, request.Group, Cancelled));
}
