using Orchestrator.Model;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Generation;

// Shots that are made in parts.
internal sealed partial class GenerationActivities
{
    public Task<Take> TrimPartAsync(TrimPartRequest request) => joiner.TrimAsync(request.Take, request.Request, Cancelled);

    public Task<AssetRef> ReadLastFrameAsync(ReadLastFrameRequest request) => joiner.LastFrameAsync(request.Take, Cancelled);

    public Task<Take> JoinPartsAsync(JoinPartsRequest request) => joiner.JoinAsync(request.Parts, Cancelled);
}
