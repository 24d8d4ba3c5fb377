namespace Pmq.Storage.Backups;

/// <summary>
/// A table as every kind of database has it: the same name, and columns of the same names. What of the newest schema
/// holds state is listed here.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">The columns, and what is in each.</param>
internal sealed record StoreTable(string Name, params (string Name, ColumnKind Kind)[] Columns)
{
    /// <summary>All tables but the one that holds the schema's version.</summary>
    public static IReadOnlyList<StoreTable> All { get; } =
    [
        new("node", ("name", ColumnKind.Text), ("incarnation", ColumnKind.Number), ("batch", ColumnKind.Number)),
        new(
            "session",
            ("key", ColumnKind.Number),
            ("client_id", ColumnKind.Text),
            ("expiry", ColumnKind.Number),
            ("offline_since", ColumnKind.Number),
            ("sent_up_to", ColumnKind.Number),
            ("acknowledged_up_to", ColumnKind.Number),
            ("will", ColumnKind.Bytes)),
        new(
            "subscription",
            ("session", ColumnKind.Number),
            ("filter", ColumnKind.Bytes),
            ("options", ColumnKind.Number),
            ("subscription_id", ColumnKind.Number)),
        new("messages", ("batch", ColumnKind.Number), ("bytes", ColumnKind.Bytes)),
        new("message_use", ("batch", ColumnKind.Number), ("row_count", ColumnKind.Number)),
        new(
            "queue",
            ("session", ColumnKind.Number),
            ("first", ColumnKind.Number),
            ("last", ColumnKind.Number),
            ("bytes", ColumnKind.Number),
            ("messages_batch", ColumnKind.Number),
            ("entries", ColumnKind.Bytes)),
        new("released", ("session", ColumnKind.Number), ("sequence", ColumnKind.Number)),
        new("unreleased", ("session", ColumnKind.Number), ("packet_id", ColumnKind.Number)),
        new("retained", ("topic", ColumnKind.Bytes), ("message", ColumnKind.Bytes)),
    ];

    /// <summary>A query for 1 where clients have left something, and 0 where they have not.</summary>
    public const string HasContentText =
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM session) OR EXISTS (SELECT 1 FROM retained) THEN 1 ELSE 0 END";

    /// <summary>The columns' names, as statements have them.</summary>
    public string ColumnList => string.Join(", ", Columns.Select(column => column.Name));

    /// <summary>A query for all rows.</summary>
    public string SelectText => $"SELECT {ColumnList} FROM {Name}";
}
