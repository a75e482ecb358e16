// The official assembly targets netstandard2.0 and carries its own copy of this marker. Carrying it here too keeps
// the metadata of every init-only property identical to the official one.
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit
{
}
