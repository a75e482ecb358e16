namespace Orchestrator.Providers.Catalogue;

/// <summary>What a model makes.</summary>
public enum ModelKind
{
    /// <summary>Video clips.</summary>
    Video,

    /// <summary>Pictures.</summary>
    Image,

    /// <summary>Written answers: plans and judgements.</summary>
    Text,
}
