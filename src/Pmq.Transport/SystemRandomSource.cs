using System.Buffers.Binary;
using System.Security.Cryptography;
using Pmq.Broker.Turns;
using Pmq.Transport.Epoll;

namespace Pmq.Transport;

/// <summary>
/// Randomness of the operating system, good enough for nonces and identifiers that nobody should guess. On Linux the
/// kernel is asked itself: the platform's own way loads a cryptographic library first, which is six megabytes that a
/// node without TLS never needs.
/// </summary>
/// <remarks>Owner: thread-safe.</remarks>
public sealed class SystemRandomSource : IRandomSource
{
    /// <inheritdoc/>
    public void Fill(Span<byte> bytes)
    {
        if (!OperatingSystem.IsLinux() || !Libc.TryFillRandom(bytes))
        {
            RandomNumberGenerator.Fill(bytes);
        }
    }

    /// <inheritdoc/>
    public uint Next()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        Fill(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }
}
