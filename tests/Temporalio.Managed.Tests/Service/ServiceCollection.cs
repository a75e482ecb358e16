namespace Temporalio.Tests.Service;

[CollectionDefinition(Name)]
public sealed class ServiceCollection : ICollectionFixture<TemporalService>
{
    public const string Name = "Temporal service";
}
