using System.Net;
using Pmq.Transport.Epoll;

namespace Pmq.Transport.Tests;

public sealed class PeerAddressTests
{
    [Theory]
    [InlineData("127.0.0.1", 1883)]
    [InlineData("192.0.2.255", 65535)]
    [InlineData("::1", 1)]
    [InlineData("2001:db8::8:800:200c:417a", 40000)]
    [InlineData("fe80::1%3", 40000)]
    [InlineData("::ffff:192.0.2.1", 80)]
    public void An_address_reads_as_the_framework_writes_it(string address, int port)
    {
        var endPoint = new IPEndPoint(IPAddress.Parse(address), port);
        SocketAddress raw = endPoint.Serialize();

        Assert.Equal(endPoint.ToString(), new PeerAddress(raw.Buffer.Span[..raw.Size]).ToString());
    }

    [Fact]
    public void Without_an_address_it_is_unknown()
    {
        Assert.Equal("unknown", new PeerAddress([]).ToString());
        Assert.Equal("unknown", new PeerAddress(new byte[28]).ToString());
    }
}
