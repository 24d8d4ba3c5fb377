using System.Text;
using Pmq.Broker.Authentication;

namespace Pmq.Broker.Tests.Authentication;

public sealed class SaslPreparationTests
{
    [Theory]
    [InlineData("user", "user")]
    [InlineData("USER", "USER")]
    [InlineData("a b~!", "a b~!")]
    [InlineData("I\u00ADX", "IX")]
    [InlineData("a\u00A0b\u3000c\u200Bd", "a b c d")]
    [InlineData("a\uFEFF\u2060\uFE0Fb", "ab")]
    [InlineData("Zoë", "Zoë")]
    [InlineData("🦊", "🦊")]
    public void Text_is_mapped(string text, string expected)
    {
        Assert.True(SaslPreparation.TryPrepare(text, out string prepared));
        Assert.Equal(expected, prepared);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u00AD")]
    [InlineData("a\u0000b")]
    [InlineData("\u0007")]
    [InlineData("a\u007F")]
    [InlineData("é\n")]
    [InlineData("\u0085")]
    [InlineData("\u2028")]
    [InlineData("\u202E")]
    [InlineData("\uE000")]
    [InlineData("\uFFFC")]
    [InlineData("\uFFFD")]
    [InlineData("\u2FF0")]
    [InlineData("\U000E0041")]
    [InlineData("\U0001FFFE")]
    public void Text_is_refused(string text) => Assert.False(SaslPreparation.TryPrepare(text, out _));

    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    [InlineData(0xFFFF)]
    [InlineData(0xFDD0)]
    public void Half_a_surrogate_pair_and_noncharacters_are_refused(int unit) =>
        Assert.False(SaslPreparation.TryPrepare("a" + (char)unit, out _));

    [Theory]
    [InlineData("\u00AA", "a")]
    [InlineData("\u2168", "IX")]
    [InlineData("e\u0301", "é")]
    public void Text_is_normalised_where_the_platform_has_the_tables(string text, string normalised)
    {
        bool hasTables = "\u2168".Normalize(NormalizationForm.FormKC) == "IX";

        Assert.True(SaslPreparation.TryPrepare(text, out string prepared));
        Assert.Equal(hasTables ? normalised : text, prepared);
    }
}
