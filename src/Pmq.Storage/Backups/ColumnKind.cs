namespace Pmq.Storage.Backups;

/// <summary>What is in a column: what each kind of database calls a little differently.</summary>
internal enum ColumnKind
{
    /// <summary>A whole number, or nothing.</summary>
    Number,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Bytes,
}
