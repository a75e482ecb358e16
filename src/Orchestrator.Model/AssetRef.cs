namespace Orchestrator.Model;

/// <summary>Names media by content; the bytes themselves never travel through a workflow.</summary>
/// <param name="Sha256">Lower-case hexadecimal SHA-256 of the bytes (64 characters): the asset's address in every store.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="MediaType">Media type, e.g. <c>video/mp4</c>.</param>
public sealed record AssetRef(string Sha256, long Length, string MediaType)
{
    /// <summary>The first twelve characters of the hash: enough to recognise an asset in a log.</summary>
    public string ShortName() => Sha256.Length <= 12 ? Sha256 : Sha256[..12];
}
