namespace Pmq.Storage;

/// <summary>A backup was not restored, and the store is as it was. The message tells an operator why.</summary>
public sealed class RestoreException : Exception
{
    public RestoreException()
    {
    }

    public RestoreException(string message)
        : base(message)
    {
    }

    public RestoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
