using System.Text.Json.Serialization;

namespace Orchestrator.Backlot.Defects;

/// <summary>A weakness that a model is documented with: it shows whenever a request is of the kind that brings it out.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Defect>))]
internal enum Defect
{
    /// <summary>Kling: limbs leave ghosts of themselves after eight seconds.</summary>
    [JsonStringEnumMemberName("kling.limb_ghosting")]
    LimbGhosting,

    /// <summary>Kling: the picture tears while the camera turns fast.</summary>
    [JsonStringEnumMemberName("kling.rotation_clip")]
    RotationClip,

    /// <summary>Kling: a subject faster than 600 pixels a second melts into what is behind it.</summary>
    [JsonStringEnumMemberName("kling.mesh_bleed")]
    MeshBleed,

    /// <summary>Seedance: the picture warps where reference clips for camera and movement meet a moving camera, past five seconds.</summary>
    [JsonStringEnumMemberName("seedance.latent_overload")]
    LatentOverload,

    /// <summary>Seedance: clothes part from a figure that follows a reference clip in the wind.</summary>
    [JsonStringEnumMemberName("seedance.wind_rig")]
    WindRig,

    /// <summary>Seedance: at a fast pace the subject floats off the ground, unless the movement is said to have weight.</summary>
    [JsonStringEnumMemberName("seedance.buoyancy")]
    Buoyancy,

    /// <summary>Sora 2: movement and place in one sentence make the picture unsteady.</summary>
    [JsonStringEnumMemberName("sora.spatiotemporal")]
    Spatiotemporal,

    /// <summary>Sora 2: limbs dissolve after twelve seconds, which are reached by extensions alone.</summary>
    [JsonStringEnumMemberName("sora.limb_diffusion")]
    LimbDiffusion,

    /// <summary>Gemini Omni: an edit that does not say that everything else is to stay changes the colours too.</summary>
    [JsonStringEnumMemberName("omni.unasked_change")]
    UnaskedChange,
}
