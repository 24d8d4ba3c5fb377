namespace Pmq.LoadGen.Io;

/// <summary>What stands above a connection. Everything is called on the loop's thread.</summary>
internal interface IByteHandler
{
    /// <summary>The connection is up, or it says why not.</summary>
    void Connected(string? error);

    /// <summary>Takes whole packets from the front of the bytes and returns how many bytes they were.</summary>
    int Received(ReadOnlySpan<byte> bytes);

    /// <summary>Everything written so far is with the kernel.</summary>
    void Drained();

    /// <summary>The other side, or the network, ended the connection.</summary>
    void Closed(string reason);
}
