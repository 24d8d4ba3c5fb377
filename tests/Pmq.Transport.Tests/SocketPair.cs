using System.Net;
using System.Net.Sockets;

namespace Pmq.Transport.Tests;

/// <summary>Two sockets of loopback that are connected with each other; neither waits.</summary>
internal sealed class SocketPair : IDisposable
{
    public SocketPair()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        Near = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Near.Connect(listener.LocalEndPoint!);
        Far = listener.Accept();
        Near.Blocking = false;
        Far.Blocking = false;
    }

    public Socket Near { get; }

    public Socket Far { get; }

    public int Descriptor => (int)Near.Handle;

    public void Dispose()
    {
        Near.Dispose();
        Far.Dispose();
    }
}
