namespace Orchestrator.Backlot.Film;

/// <summary>What the renderer has to make: the request's fields once defaults and limits are applied.</summary>
internal sealed record TakeOrder(string Endpoint, string Prompt, int Width, int Height, double Seconds, bool Sound, long? Seed, int Repeat)
{
    /// <summary>Frames per second of every clip.</summary>
    public const int Rate = 24;
}
