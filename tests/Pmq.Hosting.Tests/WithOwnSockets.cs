namespace Pmq.Hosting.Tests;

/// <summary>What every transport does, over the sockets that are the default.</summary>
public static class WithOwnSockets
{
    public sealed class Starting() : StartTests(SocketsChoice.Auto);

    public sealed class Stopping() : StopTests(SocketsChoice.Auto);

    public sealed class Sockets() : SocketTests(SocketsChoice.Auto);

    public sealed class FullSockets() : FullSocketTests(SocketsChoice.Auto);
}
