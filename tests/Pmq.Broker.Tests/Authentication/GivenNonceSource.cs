using Pmq.Broker.Turns;

namespace Pmq.Broker.Tests.Authentication;

/// <summary>Fills in the bytes from which the server makes this nonce of printable characters.</summary>
internal sealed class GivenNonceSource(string nonce) : IRandomSource
{
    public void Fill(Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            char letter = nonce[i % nonce.Length];
            bytes[i] = (byte)(letter > ',' ? letter - '!' - 1 : letter - '!');
        }
    }

    public uint Next() => throw new NotSupportedException();
}
