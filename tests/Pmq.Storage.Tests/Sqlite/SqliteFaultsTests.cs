using Microsoft.Data.Sqlite;
using Pmq.Storage.Sql;
using Pmq.Storage.Sqlite;

namespace Pmq.Storage.Tests.Sqlite;

public sealed class SqliteFaultsTests
{
    private const int Busy = 5;
    private const int InputOutput = 10;
    private const int SyncFailed = InputOutput | (4 << 8);
    private const int Full = 13;

    private static readonly SqliteSettings Settings = new("data");

    [Theory]
    [InlineData(Full, Full, "the disk is full")]
    [InlineData(Busy, Busy, "another program holds the file locked")]
    public void Of_a_batch_that_was_turned_away_nothing_is_kept(int code, int extended, string reason)
    {
        StoreFault fault = SqliteFaults.Explain(new SqliteException("", code, extended), Settings);

        Assert.True(fault.NothingKept);
        Assert.False(fault.IsBroken);
        Assert.Contains(reason, fault.Reason, StringComparison.Ordinal);
        Assert.Contains(Settings.File, fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void After_an_error_of_the_disk_nobody_knows_and_the_file_is_opened_again()
    {
        StoreFault fault = SqliteFaults.Explain(new SqliteException("", InputOutput, SyncFailed), Settings);

        Assert.False(fault.NothingKept);
        Assert.True(fault.IsBroken);
        Assert.Contains("input or output error", fault.Reason, StringComparison.Ordinal);
        Assert.Contains("1034", fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_without_the_right_to_write_is_named()
    {
        string message = SqliteFaults.CannotOpen(new UnauthorizedAccessException(), Settings).Message;

        Assert.Contains("The data directory data can't be written to", message, StringComparison.Ordinal);
    }
}
