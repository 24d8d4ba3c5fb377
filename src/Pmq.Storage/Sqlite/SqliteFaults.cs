using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Pmq.Storage.Sql;
using SQLitePCL;

namespace Pmq.Storage.Sqlite;

/// <summary>What SQLite's error codes mean for an operator and for a batch.</summary>
internal static class SqliteFaults
{
    private const int PrimaryCode = 0xFF;
    private const int Permission = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    public const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpenFile = 14;
    private const int Constraint = 19;
    public const int NotADatabase = 26;

    // The driver, whose exception it is, is loaded for the first one only; compiled into the caller it would be before.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Throw(sqlite3 database, int code) => SqliteException.ThrowExceptionForRC(code, database);

    /// <summary>As <see cref="Throw"/>, in SQLite's words alone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ThrowPlain(sqlite3 database, int code) =>
        throw new SqliteException(raw.sqlite3_errmsg(database).utf8_to_string(), code & PrimaryCode, code);

    public static StoreFault Explain(Exception fault, SqliteSettings settings)
    {
        if (fault is not SqliteException { SqliteErrorCode: var code } sqlite)
        {
            return new StoreFault($"{settings.File}: {fault.Message}", IsBroken: true, NothingKept: false);
        }

        // After an error of the disk in the middle of a commit the log may hold all of the batch, or not.
        bool nothingKept = code is Full or Busy or Locked or Constraint or ReadOnly;
        return new StoreFault(ReasonOf(sqlite, settings), IsBroken: !nothingKept, nothingKept);
    }

    public static StoreOpenException CannotOpen(Exception fault, SqliteSettings settings)
    {
        string reason = fault switch
        {
            SqliteException sqlite => OpenReasonOf(sqlite, settings),
            UnauthorizedAccessException =>
                $"The data directory {settings.Directory} can't be written to. Give the user that runs pmq the right "
                + "to, or name another directory.",
            _ => $"The data directory {settings.Directory} can't be used: {fault.Message}",
        };
        return new StoreOpenException(reason, fault);
    }

    private static string OpenReasonOf(SqliteException fault, SqliteSettings settings) => fault.SqliteErrorCode switch
    {
        NotADatabase =>
            $"{settings.File} is not a database of SQLite. Move it away, or restore a backup in its place.",
        ReadOnly or CannotOpenFile or Permission =>
            $"{settings.File} can't be opened for writing. Give the user that runs pmq the right to write the file and "
            + "its directory, or name another directory.",
        _ => ReasonOf(fault, settings),
    };

    private static string ReasonOf(SqliteException fault, SqliteSettings settings)
    {
        string meaning = fault.SqliteErrorCode switch
        {
            Full => "the disk is full",
            InputOutput => "the disk reports an input or output error",
            ReadOnly => "the file is read-only",
            Busy or Locked => "another program holds the file locked",
            Corrupt or NotADatabase => "the file is damaged; restore a backup",
            CannotOpenFile or Permission => "the file can't be opened",
            _ => fault.Message,
        };
        return string.Create(
            CultureInfo.InvariantCulture, $"{settings.File}: {meaning} (SQLite error {fault.SqliteExtendedErrorCode})");
    }
}
