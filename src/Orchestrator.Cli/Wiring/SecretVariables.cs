namespace Orchestrator.Cli.Wiring;

/// <summary>The variables that hold secrets. Each may be given as a file instead: <c>FAL_KEY_FILE=/run/secrets/fal</c>.</summary>
internal static class SecretVariables
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "FAL_KEY", "KLING_ACCESS_KEY", "KLING_SECRET_KEY", "ARK_API_KEY", "RUNWAYML_API_SECRET", "GEMINI_API_KEY",
        "OPENAI_API_KEY", "AZURE_OPENAI_API_KEY", "TEMPORAL_API_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
    ];

    /// <summary>A secret from the file that the caller names for it; null when it is no secret, or no file is named.</summary>
    /// <exception cref="CommandException">The file cannot be read, or is empty.</exception>
    public static string? FromFile(Caller caller, string name)
    {
        if (!All.Contains(name) || caller.Environment.GetValueOrDefault(name + "_FILE") is not { } file)
            return null;
        try
        {
            return File.ReadAllText(caller.Path(file)).Trim() is { Length: > 0 } secret
                ? secret
                : throw new CommandException($"{name}_FILE names {file}, which is empty.", "Write the secret into it.", ExitCode.Usage);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{name}_FILE names {file}, which cannot be read: {exception.Message}", $"Correct the path, or unset {name}_FILE.", ExitCode.Usage, exception);
        }
    }
}
