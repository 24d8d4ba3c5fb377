using System.Globalization;
using Npgsql;
using Pmq.Storage.Sql;

namespace Pmq.Storage.Postgres;

/// <summary>
/// A lock of the server that keeps a second process out as long as the first one lives. It only makes the mistake
/// plain; that the batches of two processes never mix is the fence's work.
/// </summary>
/// <remarks>Owner: storage writer.</remarks>
internal sealed class ProcessLock(NpgsqlConnection connection, string node)
{
    private const string KeyText = "hashtextextended('pmq node ' || @node, 0)";

    private bool _isHeld;

    /// <summary>Takes it, waiting for whoever has it; false when he keeps it.</summary>
    public bool Wait(TimeSpan patience)
    {
        string milliseconds = ((long)patience.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        connection.Execute("SET lock_timeout = " + milliseconds);
        try
        {
            using NpgsqlCommand command = connection.CreateCommand();
            command.CommandText = $"SELECT pg_advisory_lock({KeyText})";
            command.Parameters.AddWithValue("@node", node);
            command.ExecuteNonQuery();
            _isHeld = true;
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }

        connection.Execute("SET lock_timeout = 0");
        return true;
    }

    /// <summary>
    /// Takes it after a connection was lost, as soon as it is free. The server may hold the lost connection for alive,
    /// so not to have the lock is no reason to stop.
    /// </summary>
    public void TryTake()
    {
        if (_isHeld)
        {
            return;
        }

        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT pg_try_advisory_lock({KeyText})";
        command.Parameters.AddWithValue("@node", node);
        _isHeld = command.ExecuteScalar() is true;
    }
}
