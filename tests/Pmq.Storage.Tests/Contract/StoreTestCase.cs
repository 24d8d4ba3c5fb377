using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Pmq.Storage.Tests.Contract;

/// <summary>A test of the suite for one store, which is skipped where the store's program is missing.</summary>
public sealed class StoreTestCase : XunitTestCase
{
    /// <summary>For the runner alone, which makes the case anew from its description.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("The runner calls it.")]
    public StoreTestCase()
    {
    }

    public StoreTestCase(
        IMessageSink sink, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(sink, display, options, method)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute)
    {
        IAttributeInfo? needs = TestMethod.TestClass.Class
            .GetCustomAttributes(typeof(NeedsProgramAttribute).AssemblyQualifiedName).SingleOrDefault();
        string? program = needs?.GetNamedArgument<string>(nameof(NeedsProgramAttribute.Program));
        return program is null
            ? base.GetSkipReason(factAttribute)
            : new RequiresProgramFactAttribute(program).Skip;
    }
}
