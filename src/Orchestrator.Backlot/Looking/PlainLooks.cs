using System.Globalization;

namespace Orchestrator.Backlot.Looking;

/// <summary>What can be measured of a take beside the picture that it was made from, whatever it shows.</summary>
internal static class PlainLooks
{
    private const double MostStops = 0.5;
    private const double MostTint = 9;
    private const double LeastColour = 0.7;
    private const double MostAside = 0.07;
    private const double MostFlicker = 0.025;
    private const float Black = 8;

    /// <summary>The sights by the name of their aspect, and by its other names.</summary>
    public static IEnumerable<(string Aspect, Sight Sight)> Of(TakeReading reading)
    {
        var (light, colour, framing, steady, whole) = (Light(reading), Colour(reading), Framing(reading), Steady(reading), Whole(reading));
        foreach (var name in (string[])["light", "lighting", "exposure", "brightness"])
            yield return (name, light);
        foreach (var name in (string[])["palette", "colour", "color", "colours", "colors"])
            yield return (name, colour);
        foreach (var name in (string[])["composition", "framing", "position"])
            yield return (name, framing);
        foreach (var name in (string[])["stability", "flicker"])
            yield return (name, steady);
        foreach (var name in (string[])["technical", "letterbox", "black"])
            yield return (name, whole);
    }

    private static Sight Light(TakeReading reading)
    {
        var stops = reading.Shots.Select(shot => 2.2 * Math.Log2(Math.Max(1, shot.MiddleLight) / Math.Max(1, reading.Board.MiddleLight))).ToList();
        var bad = Places(stops, stop => Math.Abs(stop) > MostStops);
        return bad.Count * 2 > stops.Count
            ? Sight.No(string.Create(CultureInfo.InvariantCulture, $"{stops.Average():+0.0;-0.0} stops from the first picture"), 0.85, bad)
            : Sight.Yes("as light as the first picture", 0.85);
    }

    private static Sight Colour(TakeReading reading)
    {
        var board = reading.Board.Tint;
        var bad = Places([.. reading.Shots], shot => Math.Abs(shot.Tint.Blue - board.Blue) + Math.Abs(shot.Tint.Red - board.Red) > MostTint || (board.Strength > 4 && (shot.Tint.Strength < LeastColour * board.Strength || board.Strength < LeastColour * shot.Tint.Strength)));
        return bad.Count * 2 > reading.Shots.Count ? Sight.No("the colours are not those of the first picture", 0.75, bad) : Sight.Yes("the colours of the first picture", 0.75);
    }

    private static Sight Framing(TakeReading reading)
    {
        if (reading.Opening.Likeness < 0.4)
            return Sight.Unclear("nothing of the first picture is found in the take");
        return reading.Reframed || Math.Abs(reading.Opening.X) > MostAside * SeenPicture.Side
            ? Sight.No("the subject is elsewhere, or of another size, than on the first picture", 0.7, [0])
            : Sight.Yes("framed as the first picture", 0.7);
    }

    // Brightness that goes one way is the light's own; one that goes to and fro is not.
    private static Sight Steady(TakeReading reading)
    {
        var lights = reading.Shots.Select(shot => (double)shot.Light).ToList();
        if (lights.Count < 5)
            return Sight.Unclear("too few pictures to say");
        var jumps = Enumerable.Range(1, lights.Count - 2).Select(at => Math.Abs(lights[at] - ((lights[at - 1] + lights[at + 1]) / 2)) / Math.Max(1, lights[at])).ToList();
        var bad = Places(jumps, jump => jump > MostFlicker);
        return bad.Count * 2 > jumps.Count ? Sight.No("the brightness jumps from picture to picture", 0.7, bad.Select(at => at + 1)) : Sight.Yes("the brightness is steady", 0.6);
    }

    private static Sight Whole(TakeReading reading)
    {
        var black = Places([.. reading.Shots], shot => shot.Light < Black);
        if (black.Count > 0)
            return Sight.No("pictures are black", 0.95, black);
        var barred = Places([.. reading.Shots], shot => shot.IsBarred && !reading.Board.IsBarred);
        return barred.Count > 0 ? Sight.No("black bars above and below", 0.9, barred) : Sight.Yes("the whole picture is filled", 0.9);
    }

    private static List<int> Places<T>(List<T> values, Func<T, bool> bad) => [.. Enumerable.Range(0, values.Count).Where(at => bad(values[at]))];
}
