using Microsoft.Extensions.Options;
using Orchestrator.Assets;
using Orchestrator.Providers.Gemini;
using Orchestrator.Providers.Google;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Vertex;

/// <summary>Gemini's pictures on Vertex: the same interactions, by the project's token instead of a key.</summary>
internal static class VertexPictures
{
    public static IImageModel Create(ProviderChannel channel, VertexOptions options, IAccessTokens tokens, IAssetStore assets)
    {
        var gemini = new GeminiOptions { Address = options.Global, CallTimeout = options.CallTimeout };
        return new GeminiImageModel(new(channel, Options.Create(gemini), tokens, $"v1beta1/projects/{options.Project}/locations/global/interactions"), assets, "vertex");
    }
}
