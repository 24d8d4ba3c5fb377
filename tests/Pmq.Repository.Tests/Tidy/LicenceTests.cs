using Pmq.TestKit;

namespace Pmq.Repository.Tests.Tidy;

public sealed class LicenceTests
{
    [Fact]
    [Seed("HMQ-48")]
    public void The_licence_is_Apache_2_and_packages_say_so()
    {
        string licence = Repository.Read("LICENSE");

        Assert.Contains("Apache License", licence, StringComparison.Ordinal);
        Assert.Contains("Version 2.0, January 2004", licence, StringComparison.Ordinal);
        Assert.Contains(
            "<PackageLicenseExpression>Apache-2.0</PackageLicenseExpression>",
            Repository.Read("Directory.Build.props"),
            StringComparison.Ordinal);
    }
}
