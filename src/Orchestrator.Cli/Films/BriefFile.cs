using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Cli.Films;

/// <summary>Reads a brief for a command: every problem of it in one message.</summary>
internal static class BriefFile
{
    /// <summary>Reads it.</summary>
    /// <exception cref="CommandException">It is missing, or not a good brief.</exception>
    public static async Task<Brief> ReadAsync(string path, IAssetStore assets, CancellationToken cancellationToken, bool migrates = false)
    {
        if (Directory.Exists(path))
            throw new CommandException($"{path} is a folder, not a brief.", "Name the YAML file in it.", ExitCode.Usage);
        if (!File.Exists(path))
            throw new CommandException($"There is no brief at {path}.", "Check the path; examples/ has briefs to start from.", ExitCode.Usage);
        try
        {
            var reader = new BriefReader(ModelCatalogue.ReadInstalled(), new Ffmpeg(new FfmpegOptions()), TimeProvider.System) { Migrates = migrates };
            return await reader.ReadAsync(path, assets, cancellationToken);
        }
        catch (BriefException exception)
        {
            throw new CommandException(exception.Message, "Correct the brief and run the same command again; nothing was started.", ExitCode.Usage, exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new CommandException($"The brief {path} cannot be read: {exception.Message}", "Check who may read it.", ExitCode.Usage, exception);
        }
    }
}
