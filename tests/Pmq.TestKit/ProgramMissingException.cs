namespace Pmq.TestKit;

/// <summary>A test needs a program that this machine does not have.</summary>
public sealed class ProgramMissingException : Exception
{
    public ProgramMissingException()
    {
    }

    public ProgramMissingException(string message)
        : base(message)
    {
    }

    public ProgramMissingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
