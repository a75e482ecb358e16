using System.Globalization;

namespace Orchestrator.Backlot.Contracts;

/// <summary>The fal endpoints on stage, with the schemas and prices their pages give.</summary>
internal static class FalEndpoints
{
    private static readonly FalEndpoint[] All =
    [
        .. FalKlingEndpoints.All,
        .. FalSeedanceEndpoints.All,
        .. FalVeoEndpoints.All,
        .. FalOtherEndpoints.All,
        .. FalOpenEndpoints.All,
        .. FalGptEndpoints.All,
        .. FalControlEndpoints.All,
    ];

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Ids => All.Select(endpoint => endpoint.Id);

    public static FalEndpoint? Find(string id) => Array.Find(All, e => e.Id == id);

    /// <summary>The texts of the numbers of a range.</summary>
    public static IEnumerable<string> Range(int from, int to) => Enumerable.Range(from, to - from + 1).Select(n => n.ToString(CultureInfo.InvariantCulture));

    /// <summary>The number in a text such as <c>8s</c>.</summary>
    public static double Number(string text) => double.Parse(text.TrimEnd('s'), CultureInfo.InvariantCulture);
}
