using System.Diagnostics;

namespace Temporalio.Worker.Execution;

/// <summary>The part of a stack trace that is of interest: from the first frame of workflow code to the last.</summary>
internal static class UserFrames
{
    public static string Of(StackTrace trace)
    {
        var frames = trace.GetFrames();
        var first = Array.FindIndex(frames, IsOfUser);
        if (first < 0)
            return trace.ToString();
        var last = Array.FindLastIndex(frames, IsOfUser);
        return string.Concat(frames[first..(last + 1)].Select(f => new StackTrace(f).ToString()));
    }

    private static bool IsOfUser(StackFrame frame)
    {
        var assembly = frame.GetMethod()?.DeclaringType?.Assembly;
        return assembly is not null
            && assembly != typeof(UserFrames).Assembly
            && assembly != typeof(object).Assembly
            && assembly.GetName().Name?.StartsWith("System.", StringComparison.Ordinal) == false;
    }
}
