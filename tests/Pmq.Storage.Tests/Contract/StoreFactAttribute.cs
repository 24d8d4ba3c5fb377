using Xunit.Sdk;

namespace Pmq.Storage.Tests.Contract;

/// <summary>
/// A fact of the suite. For a store that <see cref="NeedsProgramAttribute">needs a program</see> it may be skipped.
/// </summary>
[XunitTestCaseDiscoverer("Pmq.Storage.Tests.Contract.StoreFactDiscoverer", "Pmq.Storage.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class StoreFactAttribute : FactAttribute;
