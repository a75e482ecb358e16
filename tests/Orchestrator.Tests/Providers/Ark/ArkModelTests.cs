using Orchestrator.Model;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers.Ark;

/// <summary>Seedance on ModelArk, against a Backlot over real HTTP: what is this provider's alone.</summary>
public sealed class ArkModelTests : IAsyncLifetime
{
    private BacklotSet set = null!;

    public async Task InitializeAsync() => set = await BacklotSet.StartAsync();

    public async Task DisposeAsync() => await set.DisposeAsync();

    [Fact]
    public async Task Submit_RealisticFace_IsARefusal()
    {
        var (request, row, model) = await set.ReadyAsync("seedance-2.0-direct");
        await set.FaultAsync(new { route = "submit", provider = "ark", action = "refuse" });

        var submitted = await model.SubmitAsync("film/s01/1.1", request, row, default);

        Assert.Equal(OutcomeClass.Refused, submitted.Outcome);
        Assert.Contains("PrivacyInformation", submitted.Message);
    }
}
