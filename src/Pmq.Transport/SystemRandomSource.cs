using System.Buffers.Binary;
using System.Security.Cryptography;
using Pmq.Broker.Turns;

namespace Pmq.Transport;

/// <summary>
/// Randomness of the operating system, good enough for nonces and identifiers that nobody should guess.
/// </summary>
public sealed class SystemRandomSource : IRandomSource
{
    /// <inheritdoc/>
    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);

    /// <inheritdoc/>
    public uint Next()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        Fill(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }
}
