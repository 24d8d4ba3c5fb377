using System.Globalization;
using System.Net.Sockets;
using Npgsql;
using Pmq.Storage.Sql;

namespace Pmq.Storage.Postgres;

/// <summary>What PostgreSQL's error codes mean for an operator and for a batch.</summary>
internal static class PostgresFaults
{
    private const string InvalidAuthorization = "28000";

    public static StoreFault Explain(Exception fault, PostgresSettings settings) => fault switch
    {
        // An error ends the transaction and leaves the connection as it was. Whatever is worse ends the connection, and
        // whether the commit came before, nobody knows.
        PostgresException { InvariantSeverity: "ERROR" } error =>
            new(ReasonOf(error, settings), IsBroken: false, NothingKept: true),
        PostgresException error => new(ReasonOf(error, settings), IsBroken: true, NothingKept: false),
        _ => new($"{settings.Place}: {Innermost(fault)}", IsBroken: true, NothingKept: false),
    };

    public static StoreOpenException CannotOpen(Exception fault, PostgresSettings settings)
    {
        string reason = fault switch
        {
            PostgresException error => OpenReasonOf(error, settings),
            NpgsqlException { InnerException: SocketException or TimeoutException or IOException } =>
                $"{settings.Place} can't be reached: {Innermost(fault)}. Look whether the server is up, and whether "
                + "host and port are right.",
            _ => $"{settings.Place} can't be used: {Innermost(fault)}",
        };
        return new StoreOpenException(reason, fault);
    }

    private static string OpenReasonOf(PostgresException error, PostgresSettings settings) => error.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or InvalidAuthorization =>
            $"{settings.Place} does not let the user {settings.Connection.Username} in. Look at the user's name and "
            + "password, and at the server's pg_hba.conf.",
        PostgresErrorCodes.InvalidCatalogName => string.Create(
            CultureInfo.InvariantCulture,
            $"There is no database {settings.Database} on the server at {settings.Connection.Host}:"
            + $"{settings.Connection.Port}. Make it: createdb --encoding=UTF8 {settings.Database}"),
        PostgresErrorCodes.InsufficientPrivilege =>
            $"{settings.Place} does not let the user {settings.Connection.Username} make pmq's tables "
            + $"({error.MessageText}). Make the user the owner of the database, or grant the right to create.",
        PostgresErrorCodes.TooManyConnections =>
            $"{settings.Place} has no connection left. pmq needs two; raise max_connections.",
        PostgresErrorCodes.CannotConnectNow =>
            $"{settings.Place} is starting or stopping ({error.MessageText}). Try again.",
        _ => ReasonOf(error, settings),
    };

    private static string ReasonOf(PostgresException error, PostgresSettings settings) =>
        $"{settings.Place}: {error.MessageText} (SQLSTATE {error.SqlState})";

    private static string Innermost(Exception fault) => fault.GetBaseException().Message;
}
