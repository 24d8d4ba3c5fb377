namespace Pmq.Server;

/// <summary>How the program ends, after the conventions of sysexits.</summary>
internal static class ExitCodes
{
    /// <summary>It did what it was asked to.</summary>
    public const int Success = 0;

    /// <summary>The node that was asked about is not ready.</summary>
    public const int NotReady = 1;

    /// <summary>A file that was given is not what it has to be.</summary>
    public const int BadInput = 65;

    /// <summary>An address could not be bound, or the like.</summary>
    public const int CannotServe = 69;

    /// <summary>No node answered, or it said no: the same number, seen from the other side.</summary>
    public const int NoAnswer = CannotServe;

    /// <summary>A file can't be written, or something is there that must not be written over.</summary>
    public const int CannotWrite = 73;

    /// <summary>The settings are wrong.</summary>
    public const int BadConfiguration = 78;
}
