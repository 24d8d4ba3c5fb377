namespace Pmq.Server;

/// <summary>How the program ends, after the conventions of sysexits.</summary>
internal static class ExitCodes
{
    /// <summary>It did what it was asked to.</summary>
    public const int Success = 0;

    /// <summary>An address could not be bound, or the like.</summary>
    public const int CannotServe = 69;

    /// <summary>The settings are wrong.</summary>
    public const int BadConfiguration = 78;
}
