using System.Globalization;

namespace Pmq.Server.Tests;

public sealed class CommandLineTests
{
    private const int BadConfiguration = 78;
    private const int CannotServe = 69;

    [Fact]
    public async Task The_program_says_where_it_listens_and_listens_there()
    {
        using RunningBroker broker = await PmqProgram.StartAsync("--store", "memory");

        string line = Assert.Single(broker.Process.Output.All);
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"pmq listens for MQTT on tcp://127.0.0.1:{broker.Port}"),
            line);
        using SocketClient client =
            await SocketClient.ConnectAsync(broker.Port, new ConnectSettings { ClientId = "client" });
        await client.PingAsync();
    }

    [Fact]
    public async Task Serve_is_what_it_does_without_being_told()
    {
        using ChildProcess process = RunningBroker.StartProgram(
            PmqProgram.File, ["serve", "-p", "0", "--http-port", "off", "--store", "memory"]);

        await process.LineAsync(line => line.StartsWith("pmq listens for MQTT on tcp://", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Options_are_in_force()
    {
        using RunningBroker broker = await PmqProgram.StartAsync(
            "--set", "connection.receive-maximum=11", "--set", "message.qos-max=1");
        using SocketClient client = await SocketClient.OpenAsync(broker.Port);

        Packet connack = await client.ConnectAsync(new ConnectSettings { ClientId = "client" });

        Assert.Equal(11u, connack.Number(Protocol.PropertyId.ReceiveMaximum));
        Assert.Equal(1u, connack.Number(Protocol.PropertyId.MaximumQoS));
    }

    [Fact]
    public async Task A_connection_that_says_nothing_is_cut_off_after_the_connect_timeout()
    {
        using RunningBroker broker = await PmqProgram.StartAsync("--set", "connection.connect-timeout=200ms");
        using SocketClient silent = await SocketClient.OpenAsync(broker.Port);
        using SocketClient half = await SocketClient.OpenAsync(broker.Port);
        await half.SendAsync(new byte[] { 0x10, 0x7F, 0x00, 0x04 });

        await silent.ReadToEndAsync();
        await half.ReadToEndAsync();
    }

    [Fact]
    public async Task All_wrong_settings_are_listed_at_once()
    {
        (int exitCode, IReadOnlyList<string> output, IReadOnlyList<string> errors) = await PmqProgram.RunAsync(
            "-p", "0",
            "--host", "nowhere",
            "--http-host", "everywhere",
            "--http-port", "some",
            "--set", "session.inflight-max=none",
            "--set", "session.no-such-option=1",
            "--set", "not a pair",
            "--set", "message.qos-max=3",
            "--set", "memory.low-bytes=2000000000");

        Assert.Equal(BadConfiguration, exitCode);
        Assert.Empty(output);
        string all = string.Join('\n', errors);
        foreach (string part in (string[])
        [
            "--host is 'nowhere'", "--http-host is 'everywhere'", "--http-port is 'some'",
            "session.inflight-max is 'none'", "session.no-such-option is unknown",
            "--set is 'not a pair'", "message.qos-max is 3; allowed is 0 to 2", "memory.low-bytes is 2000000000",
        ])
        {
            Assert.Contains(part, all, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_unknown_store_is_refused_and_the_known_one_named()
    {
        (int exitCode, IReadOnlyList<string> output, IReadOnlyList<string> errors) =
            await PmqProgram.RunAsync("-p", "0", "--store", "paper");

        Assert.NotEqual(0, exitCode);
        Assert.DoesNotContain(output, line => line.StartsWith("pmq listens", StringComparison.Ordinal));
        Assert.Contains(errors, line => line.Contains("'paper'", StringComparison.Ordinal));
        Assert.Contains(errors, line => line.Contains("'memory'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("mqtt")]
    public async Task A_port_that_is_none_is_refused(string port)
    {
        (int exitCode, _, IReadOnlyList<string> errors) = await PmqProgram.RunAsync("--port", port);

        Assert.NotEqual(0, exitCode);
        Assert.NotEmpty(errors);
    }

    [Fact]
    public async Task A_port_in_use_is_said_in_one_line()
    {
        using RunningBroker broker = await PmqProgram.StartAsync();
        string port = broker.Port.ToString(CultureInfo.InvariantCulture);

        (int exitCode, _, IReadOnlyList<string> errors) =
            await PmqProgram.RunAsync(
                "--host", "127.0.0.1", "-p", port, "--http-port", "off", "--store", "memory");

        Assert.Equal(CannotServe, exitCode);
        string line = Assert.Single(errors);
        Assert.Contains(port, line, StringComparison.Ordinal);
        Assert.Contains("can't listen", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_another_machine_is_said_in_one_line()
    {
        (int exitCode, _, IReadOnlyList<string> errors) =
            await PmqProgram.RunAsync(
                "--host", "192.0.2.1", "-p", "0", "--http-port", "off", "--store", "memory");

        Assert.Equal(CannotServe, exitCode);
        Assert.Contains("192.0.2.1", Assert.Single(errors), StringComparison.Ordinal);
    }
}
