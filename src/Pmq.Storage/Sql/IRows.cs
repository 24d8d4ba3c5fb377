namespace Pmq.Storage.Sql;

/// <summary>What a query finds, row by row. Columns are counted from 0.</summary>
internal interface IRows : IDisposable
{
    /// <summary>Goes to the next row; false when there is none.</summary>
    bool Read();

    bool IsNull(int column);

    /// <summary>A whole number, of whatever width the database keeps it in.</summary>
    long Number(int column);

    string Text(int column);

    byte[] Bytes(int column);
}
