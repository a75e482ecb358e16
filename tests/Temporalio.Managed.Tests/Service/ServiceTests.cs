namespace Temporalio.Tests.Service;

[CollectionDefinition(Name)]
public sealed class ServiceTests : ICollectionFixture<TemporalService>
{
    public const string Name = "Temporal service";
}
