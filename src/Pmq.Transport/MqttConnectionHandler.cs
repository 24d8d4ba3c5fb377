using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Pmq.Broker;
using Pmq.Broker.Connections;

namespace Pmq.Transport;

/// <summary>The read loop of one client connection.</summary>
public sealed class MqttConnectionHandler(BrokerNode node) : ConnectionHandler
{
    /// <inheritdoc/>
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var outlet = new PipeOutlet(connection);
        ClientConnection client = node.Accept(outlet);
        outlet.Connection = client;
        try
        {
            await using CancellationTokenRegistration stopping = EndWhenStopping(connection, client);
            await ReadAllAsync(connection.Transport.Input, outlet, client);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The peer reset the connection or it was aborted: the same end as any other loss.
        }
        finally
        {
            client.InputEnded();
        }

        await outlet.Closed;
        AbortIfItLingers(connection);
    }

    /// <summary>
    /// A listener that stops waits for its connections. The node ends those that have a session; one that has none is
    /// cut here.
    /// </summary>
    private static CancellationTokenRegistration EndWhenStopping(
        ConnectionContext connection, ClientConnection client) =>
        connection.Features.Get<IConnectionLifetimeNotificationFeature>() is { } lifetime
            ? lifetime.ConnectionClosedRequested.UnsafeRegister(
                static waiting => ((ClientConnection)waiting!).CutWithoutSession(), client)
            : default;

    private static async Task ReadAllAsync(PipeReader input, PipeOutlet outlet, ClientConnection client)
    {
        while (!outlet.IsClosed)
        {
            ReadResult result = await input.ReadAsync();
            if (outlet.IsClosed)
            {
                return;
            }

            ReadOnlySequence<byte> buffer = result.Buffer;
            ReadVerdict verdict = client.Receive(buffer, out SequencePosition consumed);
            bool wantsMore = verdict == ReadVerdict.Continue;
            input.AdvanceTo(consumed, wantsMore ? buffer.End : consumed);
            if (verdict == ReadVerdict.Stop || (wantsMore && result.IsCompleted))
            {
                return;
            }

            if (verdict == ReadVerdict.Pause)
            {
                await outlet.Resumed;
            }
            else if (verdict == ReadVerdict.Yield)
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>
    /// What was flushed is still sent after this returns. A client that does not read it gets the close timeout and is
    /// then cut.
    /// </summary>
    private void AbortIfItLingers(ConnectionContext connection)
    {
        if (connection.ConnectionClosed.IsCancellationRequested)
        {
            return;
        }

        var timeout = new CancellationTokenSource(node.Options.Connection.CloseTimeout);
        timeout.Token.UnsafeRegister(static context => ((ConnectionContext)context!).Abort(), connection);
        connection.ConnectionClosed.UnsafeRegister(
            static source => ((CancellationTokenSource)source!).Dispose(), timeout);
    }
}
