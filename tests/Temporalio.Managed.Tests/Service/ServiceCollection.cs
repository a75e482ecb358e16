using System.Collections.Concurrent;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Temporalio.Tests.Service;

/// <summary>
/// The tests that share a running service. Each runs once in the part of every <see cref="ServiceKind"/>; a part has one service,
/// and the parts run beside each other.
/// </summary>
[CollectionDefinition(Name)]
public sealed class ServiceCollection : ICollectionFixture<TemporalService>
{
    public const string Name = "Temporal service";

    private static readonly ConcurrentDictionary<ServiceKind, ITestCollection> Parts = new();

    /// <summary>A test method as one of a part.</summary>
    public static ITestMethod On(ServiceKind kind, ITestMethod method)
    {
        var whole = method.TestClass.TestCollection;
        var part = Parts.GetOrAdd(kind, _ => new TestCollection(whole.TestAssembly, whole.CollectionDefinition, $"{Name}: {kind}"));
        return new TestMethod(new TestClass(part, method.TestClass.Class), method.Method);
    }
}
