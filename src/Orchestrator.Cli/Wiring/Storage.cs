using Orchestrator.Assets;
using Orchestrator.Assets.Records;
using Orchestrator.Assets.S3;
using Orchestrator.Providers.Intents;

namespace Orchestrator.Cli.Wiring;

/// <summary>What films leave behind, and what must be remembered of purchases, wherever the settings put them.</summary>
internal sealed class Storage : IDisposable
{
    private readonly S3Bucket? bucket;

    /// <summary>Opens it.</summary>
    public Storage(ProductHome home)
    {
        var settings = home.Storage;
        if (settings.Bucket is { } options)
        {
            bucket = new S3Bucket(options);
            Assets = new S3AssetStore(bucket, options, home.Assets, TimeProvider.System);
            Records = new S3RecordStore(bucket);
            Intents = new IntentLedger(Records);
            return;
        }

        var folder = settings.Folder;
        Assets = new LocalAssetStore(folder is null ? home.Assets : Path.Combine(folder, "assets"));
        var records = folder is null ? home.Intents : Path.Combine(folder, "records");
        Records = new FolderRecordStore(records);
        Intents = new IntentLedger(records);
    }

    /// <summary>Media.</summary>
    public IAssetStore Assets { get; }

    /// <summary>Small records that workers share.</summary>
    public IRecordStore Records { get; }

    /// <summary>What was about to be bought.</summary>
    public IntentLedger Intents { get; }

    /// <inheritdoc />
    public void Dispose() => bucket?.Dispose();
}
