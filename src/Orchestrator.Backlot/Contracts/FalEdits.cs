using Orchestrator.Backlot.Film;

namespace Orchestrator.Backlot.Contracts;

/// <summary>What of a clip the endpoints that change clips change.</summary>
internal static class FalEdits
{
    // What VACE makes when it is not told to follow its input.
    private const double UsualFrames = 81;
    private const double UsualRate = 16;

    /// <summary>What the prompt names, throughout.</summary>
    public static TakeEdit Whole(FalInput input, SourceClip source)
    {
        var edit = source.Edit(input.Text("prompt"));
        return edit with { Sound = edit.Sound || !input.Flag("keep_audio", true) };
    }

    /// <summary>A stretch of it is filmed anew.</summary>
    public static TakeEdit Retaken(FalInput input, SourceClip source)
    {
        var from = Math.Clamp(Frame(input.Number("start_time") ?? 0), 0, source.Frames);
        var to = input.Number("duration") is { } seconds ? Math.Min(source.Frames, from + Frame(seconds)) : source.Frames;
        var mode = input.Text("retake_mode", "replace_audio_and_video");
        return source.Edit(input.Text("prompt")) with { From = from, To = to, Anew = true, Picture = mode != "replace_audio", Sound = mode != "replace_video" };
    }

    /// <summary>It goes on for some seconds.</summary>
    public static TakeEdit Extended(FalInput input, SourceClip source, double seconds) =>
        source.Edit(input.Text("prompt")) with { From = source.Frames, To = source.Frames + Frame(seconds), Anew = true, Picture = true, Sound = true };

    /// <summary>What is white in the mask is filmed anew.</summary>
    public static TakeEdit Inpainted(FalInput input, SourceClip source) => source.Edit(input.Text("prompt")) with { To = Frame(Inpainting(input)), Mask = input.Mask, Picture = true, Sound = false };

    /// <summary>Seconds of an inpainting: those of its input, where it is asked to follow its input, otherwise what is usual.</summary>
    public static double Inpainting(FalInput input)
    {
        var asked = (input.Number("num_frames") ?? UsualFrames) / (input.Number("frames_per_second") ?? UsualRate);
        return input.Source is not { } source ? asked : input.Flag("match_input_num_frames", false) && input.Flag("match_input_frames_per_second", false) ? source.Seconds : Math.Min(asked, source.Seconds);
    }

    /// <summary>Billing units of a second: they are counted at sixteen frames.</summary>
    public static double InpaintingUnits(FalInput input) =>
        (input.Flag("match_input_frames_per_second", false) ? TakeOrder.Rate : input.Number("frames_per_second") ?? UsualRate) / UsualRate;

    private static int Frame(double seconds) => (int)Math.Round(seconds * TakeOrder.Rate);
}
