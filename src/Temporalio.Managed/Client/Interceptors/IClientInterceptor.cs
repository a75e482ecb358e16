namespace Temporalio.Client.Interceptors;

/// <summary>Puts something between the client's methods and the service.</summary>
public interface IClientInterceptor
{
    /// <summary>Puts an interceptor before the next one.</summary>
    /// <param name="nextInterceptor">Next one.</param>
    /// <returns>The interceptor to use instead; may be the next one itself.</returns>
    ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => nextInterceptor;
}
