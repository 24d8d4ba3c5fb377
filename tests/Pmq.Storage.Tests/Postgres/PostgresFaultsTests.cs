using Npgsql;
using Pmq.Storage.Postgres;
using Pmq.Storage.Sql;

namespace Pmq.Storage.Tests.Postgres;

public sealed class PostgresFaultsTests
{
    private static readonly PostgresSettings Settings =
        PostgresSettings.Parse("Host=db;Port=5433;Database=mq;Username=me;Password=secret");

    [Fact]
    public void Of_a_batch_that_the_server_refused_nothing_is_kept()
    {
        StoreFault fault = PostgresFaults.Explain(Error("ERROR", "53100", "disk full"), Settings);

        Assert.True(fault.NothingKept);
        Assert.False(fault.IsBroken);
        Assert.Equal("the database mq of PostgreSQL at db:5433: disk full (SQLSTATE 53100)", fault.Reason);
    }

    [Theory]
    [InlineData("FATAL")]
    [InlineData("PANIC")]
    public void When_the_server_ends_the_connection_nobody_knows(string severity)
    {
        StoreFault fault = PostgresFaults.Explain(Error(severity, "57P01", "terminating"), Settings);

        Assert.False(fault.NothingKept);
        Assert.True(fault.IsBroken);
    }

    [Fact]
    public void When_the_connection_is_lost_nobody_knows_and_the_reason_is_the_innermost_one()
    {
        var lost = new NpgsqlException("outer", new IOException("the cable is out"));

        StoreFault fault = PostgresFaults.Explain(lost, Settings);

        Assert.False(fault.NothingKept);
        Assert.True(fault.IsBroken);
        Assert.EndsWith("the cable is out", fault.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("53300", "max_connections")]
    [InlineData("57P03", "Try again")]
    [InlineData("42501", "owner of the database")]
    [InlineData("28000", "pg_hba.conf")]
    [InlineData("XX000", "SQLSTATE XX000")]
    public void What_keeps_a_store_from_opening_is_told_with_what_to_do(string state, string advice)
    {
        string message = PostgresFaults.CannotOpen(Error("FATAL", state, "reason"), Settings).Message;

        Assert.Contains(advice, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    private static PostgresException Error(string severity, string state, string text) =>
        new(text, severity, severity, state);
}
