namespace Pmq.Management.Exports;

/// <summary>The first line of an export: what it is, and where and when it was made.</summary>
public sealed record HeaderLine(
    string Pmq, int Version, string? Node = null, string? Program = null, DateTime? At = null)
{
    /// <summary>What <see cref="Pmq"/> says.</summary>
    public const string Mark = "export";

    /// <summary>The version of the lines that this program writes, and the highest it reads.</summary>
    public const int NewestVersion = 1;
}
