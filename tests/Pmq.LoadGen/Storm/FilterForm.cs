namespace Pmq.LoadGen.Storm;

internal enum FilterForm
{
    /// <summary>Every second filter has a wildcard.</summary>
    Mixed,

    Exact,
    Wild,
}
