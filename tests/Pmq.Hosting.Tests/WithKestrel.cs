namespace Pmq.Hosting.Tests;

/// <summary>What every transport does, over Kestrel's sockets.</summary>
public static class WithKestrel
{
    public sealed class Starting() : StartTests(SocketsChoice.Kestrel);

    public sealed class Stopping() : StopTests(SocketsChoice.Kestrel);

    public sealed class Sockets() : SocketTests(SocketsChoice.Kestrel);

    public sealed class FullSockets() : FullSocketTests(SocketsChoice.Kestrel);
}
