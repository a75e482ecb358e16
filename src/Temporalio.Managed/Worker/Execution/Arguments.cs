using System.Reflection;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>Turns payloads into the arguments of a method.</summary>
internal static class Arguments
{
    /// <exception cref="InvalidOperationException">A payload does not fit its parameter, or one is missing.</exception>
    public static object?[] Decode(IPayloadConverter converter, Payloads? payloads, MethodInfo method, bool dynamic)
    {
        var given = payloads?.Payloads_.ToArray() ?? [];
        if (dynamic)
            return [given.Select(p => (IRawValue)new RawValue(p)).ToArray()];
        var parameters = method.GetParameters();
        try
        {
            var args = given.Take(parameters.Length)
                .Select((p, i) => Decode(converter, p, parameters[i].ParameterType))
                .ToArray();
            return MethodCall.FillDefaults(parameters, args);
        }
        catch (Exception e)
        {
            // Converters are user code: whatever they throw means that the arguments do not fit.
            throw new InvalidOperationException($"Arguments of {MemberNames.Display(method)} could not be decoded: {e.Message}", e);
        }
    }

    /// <summary>As <see cref="Decode(IPayloadConverter, Payloads?, MethodInfo, bool)"/>, for a dynamic handler with the name first.</summary>
    public static object?[] DecodeForHandler(IPayloadConverter converter, Payloads? payloads, MethodInfo method, string? dynamicName)
    {
        var args = Decode(converter, payloads, method, dynamicName is not null);
        return dynamicName is null ? args : [dynamicName, .. args];
    }

    public static object? Decode(IPayloadConverter converter, Payload payload, Type type) =>
        type == typeof(IRawValue) || type == typeof(RawValue) ? new RawValue(payload) : converter.ToValue(payload, type);

    public static T Decode<T>(IPayloadConverter converter, Payload? payload) =>
        payload is null || typeof(T) == typeof(ValueTuple) ? default! : (T)Decode(converter, payload, typeof(T))!;

    public static Payloads Encode(IPayloadConverter converter, IReadOnlyCollection<object?> args) =>
        new() { Payloads_ = { converter.ToPayloads(args) } };
}
