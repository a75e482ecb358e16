namespace Orchestrator.Backlot.Picture;

/// <summary>Numbers drawn by lot that depend on nothing but their keys.</summary>
internal static class Lot
{
    public static ulong Hash(ulong key, ulong more)
    {
        var x = key * 0x9E3779B97F4A7C15UL + more;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }

    public static ulong Hash(ulong key, string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
            hash = (hash ^ c) * 1099511628211UL;
        return Hash(key, hash);
    }

    /// <summary>Uniform in 0..1, 1 excluded.</summary>
    public static float Unit(ulong key, ulong index) => (Hash(key, index) >> 40) / (float)(1 << 24);

    public static float Between(ulong key, ulong index, float from, float to) => from + (to - from) * Unit(key, index);

    /// <summary>As <see cref="Unit"/> for places that may be negative.</summary>
    public static float At(ulong key, int index, int more = 0) => Unit(Hash(key, (ulong)(uint)index), (ulong)(uint)more);
}
