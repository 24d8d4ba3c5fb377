using System.Buffers;

namespace Pmq.Broker.Connections;

/// <summary>
/// The port to a client's socket. One side at a time writes to it: the read loop until a session takes the connection,
/// then that session's turn.
/// </summary>
public interface IClientOutlet : IBufferWriter<byte>
{
    /// <summary>Where the client is, made into text when it is asked for.</summary>
    string RemoteAddress { get; }

    /// <summary>
    /// Sends what was written. False when the socket takes no more for now;
    /// <see cref="ClientConnection.OutletReady"/> is called when it does, and the writer then flushes once more, because it
    /// may have written meanwhile.
    /// </summary>
    bool Flush();

    /// <summary>Closes the connection once everything flushed is sent, and ends reading. May be called again.</summary>
    void Close();

    /// <summary>Cuts the connection.</summary>
    void Abort();

    /// <summary>Goes on reading after <see cref="ReadVerdict.Pause"/>; may come before the pause has begun.</summary>
    void ResumeReading();
}
