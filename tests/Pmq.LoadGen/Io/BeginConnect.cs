using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Pmq.LoadGen.Io;

/// <summary>
/// Begins to connect a socket that does not wait. The runtime's way throws an exception to say that it has begun, which
/// costs more than the whole connection does.
/// </summary>
internal static partial class BeginConnect
{
    private const int Refused = 111;
    private const int InProgress = 115;

    /// <summary>In progress, as a rule; a socket of the same machine may be connected or refused at once.</summary>
    public static SocketError To(EndPoint remote, SafeHandle socket)
    {
        SocketAddress address = remote.Serialize();
        if (connect((int)socket.DangerousGetHandle(), address.Buffer.Span, address.Size) == 0)
        {
            return SocketError.Success;
        }

        return Marshal.GetLastSystemError() switch
        {
            InProgress => SocketError.InProgress,
            Refused => SocketError.ConnectionRefused,
            _ => SocketError.SocketError,
        };
    }

    [LibraryImport("libc")]
    private static partial int connect(int socket, ReadOnlySpan<byte> address, int length);
}
