namespace Orchestrator.Backlot.Film;

/// <summary>Turns an order into pixels.</summary>
internal interface ITakeRenderer
{
    /// <summary>Renders a clip into the media folder; the file appears whole or not at all.</summary>
    Task<RenderedTake> RenderAsync(string requestId, TakeOrder order, CancellationToken cancellation);

    /// <summary>Draws the first frame of an order as a PNG.</summary>
    byte[] Draw(TakeOrder order);
}
