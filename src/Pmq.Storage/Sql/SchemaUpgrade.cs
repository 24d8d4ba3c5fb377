using System.Globalization;

namespace Pmq.Storage.Sql;

/// <summary>Brings a database's tables to the form this program knows, or says why it can't.</summary>
internal static class SchemaUpgrade
{
    public static void Apply(IConnection connection, Database database)
    {
        int known = database.Migrations.Count;
        connection.Execute("BEGIN");
        long version = VersionOf(connection, database);
        if (version > known)
        {
            throw new StoreOpenException(string.Create(
                CultureInfo.InvariantCulture,
                $"{database.Place} was written by a newer pmq: its schema is version {version}, this program knows "
                + $"{known}. Run the newer program again, or restore a backup of before."));
        }

        for (int next = (int)version; next < known; next++)
        {
            connection.Execute(database.Migrations[next]);
        }

        if (version < known)
        {
            connection.Execute("DELETE FROM pmq_schema");
            connection.Execute(string.Create(
                CultureInfo.InvariantCulture, $"INSERT INTO pmq_schema (version) VALUES ({known})"));
        }

        connection.Execute("COMMIT");
    }

    private static long VersionOf(IConnection connection, Database database) =>
        connection.Number(database.SchemaTablesText) == 0
            ? 0
            : connection.Number("SELECT max(version) FROM pmq_schema");
}
