using Pmq.Benchmarks.Connections;
using Pmq.Protocol;

// What the process holds and allocates is counted, so one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Pmq.Benchmarks.Tests;

/// <summary>
/// What an idle connection holds of the engine's memory. It decides how many clients fit on a machine: a million at a
/// kilobyte each are a gigabyte.
/// </summary>
public sealed class IdleConnectionTests
{
    // Enough that tables which double are about as full here as they are on average.
    private const int Connections = 3_000;

    // Measured 1,231 and 1,098: nine objects of a session and its connection, the mailbox's first ring, the identifier, the
    // filter and their places in the tables. The rest is room for tables that have just doubled.
    private const double AtOnceMax = 1_350;
    private const double IdleMax = 1_200;

    [Theory]
    [InlineData(ProtocolVersion.Mqtt311)]
    [InlineData(ProtocolVersion.Mqtt5)]
    public void An_idle_connection_holds_little(ProtocolVersion version)
    {
        (double atOnce, double idle) = IdleConnections.BytesEach(version, Connections);

        Assert.InRange(atOnce, 1, AtOnceMax);
        Assert.InRange(idle, 1, IdleMax);
    }
}
