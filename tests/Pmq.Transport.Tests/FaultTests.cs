using System.Net;
using Pmq.Broker;
using Pmq.Broker.Authentication;
using Pmq.Broker.Options;
using Pmq.Transport.Epoll;

namespace Pmq.Transport.Tests;

public sealed class FaultTests
{
    [Fact]
    public async Task What_the_engine_throws_while_it_reads_ends_that_connection_only_and_is_reported()
    {
        var fault = new TaskCompletionSource<(string Address, Exception Fault)>();
        var node = new BrokerNode(new BrokerOptions(), new BrokerPorts
        {
            Clock = TimeProvider.System,
            Scheduler = new LoopScheduler(),
            Random = new SystemRandomSource(),
            Authenticator = new FaultyAuthenticator(),
        });
        using var group = new LoopGroup(node, (address, thrown) => fault.TrySetResult((address, thrown)), count: 1);
        int port = group.Start(new IPEndPoint(IPAddress.Loopback, 0)).Port;
        using SocketClient good = await SocketClient.ConnectAsync(port, new ConnectSettings { ClientId = "good" });
        using SocketClient bad = await SocketClient.OpenAsync(port);

        await bad.SendAsync(SocketClient.ConnectBytes(new ConnectSettings { ClientId = "bad" }));

        await bad.ReadToEndAsync();
        (string address, Exception thrown) = await fault.Task.WaitAsync(SocketClient.Patience);
        Assert.StartsWith("127.0.0.1:", address, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(thrown);
        await good.PingAsync();
    }

    [Fact]
    public void A_group_that_could_not_bind_is_disposed_of_without_having_run()
    {
        var node = new BrokerNode(new BrokerOptions(), new BrokerPorts
        {
            Clock = TimeProvider.System, Scheduler = new LoopScheduler(), Random = new SystemRandomSource(),
        });
        using var first = new EpollTransport(node, (_, _) => { });
        IPEndPoint taken = first.Start(new IPEndPoint(IPAddress.Loopback, 0));
        using var second = new EpollTransport(node, (_, _) => { });

        var failure = Assert.Throws<System.Net.Sockets.SocketException>(() => second.Start(taken));

        Assert.Equal(System.Net.Sockets.SocketError.AddressAlreadyInUse, failure.SocketErrorCode);
    }

    private sealed class FaultyAuthenticator : IAuthenticator
    {
        public void Authenticate(AuthenticationRequest request, IAuthenticationReply reply)
        {
            if (request.ClientId == "bad")
            {
                throw new InvalidOperationException("a bug");
            }

            reply.Accept();
        }
    }
}
