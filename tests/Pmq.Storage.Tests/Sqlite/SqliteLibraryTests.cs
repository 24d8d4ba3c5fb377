using Pmq.Storage.Sqlite;

namespace Pmq.Storage.Tests.Sqlite;

public sealed class SqliteLibraryTests
{
    [Fact]
    public void The_newer_one_of_the_bundled_library_and_the_machines_own_is_used()
    {
        int bundled = SqliteLibrary.NumberOf(SqliteLibrary.Bundled) ?? 0;
        int machine = OperatingSystem.IsLinux() ? SqliteLibrary.NumberOf(SqliteLibrary.OfTheMachine) ?? 0 : 0;

        Assert.Equal(machine > bundled ? SqliteLibrary.OfTheMachine : SqliteLibrary.Bundled, SqliteStore.LibraryName);
        Assert.Equal(Math.Max(bundled, machine), SqliteLibrary.Used.Number);
    }

    [Fact]
    public void The_version_that_is_told_is_the_one_that_answers()
    {
        using var home = new SqliteHome();
        using var store = new Contract.OpenedStore(home.Make());
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            home.Settings.ConnectionString(Microsoft.Data.Sqlite.SqliteOpenMode.ReadWrite));

        Assert.Equal(SqliteStore.LibraryVersion, connection.ServerVersion);
    }
}
