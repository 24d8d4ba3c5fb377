using Pmq.Broker.Authentication;
using Pmq.Broker.Turns;

namespace Pmq.Broker.Tests.Authentication;

public sealed class ScramNonceTests
{
    [Fact]
    public void Every_byte_becomes_a_printable_character_that_is_no_comma()
    {
        byte[] nonce = new byte[256];

        ScramNonce.Fill(nonce, new CountingSource());

        Assert.All(nonce, letter => Assert.InRange(letter, (byte)'!', (byte)'~'));
        Assert.DoesNotContain((byte)',', nonce);
        Assert.Equal('~' - '!', nonce.Distinct().Count());
    }

    /// <summary>0, 1, 2 and so on.</summary>
    private sealed class CountingSource : IRandomSource
    {
        public void Fill(Span<byte> bytes)
        {
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)i;
            }
        }

        public uint Next() => throw new NotSupportedException();
    }
}
