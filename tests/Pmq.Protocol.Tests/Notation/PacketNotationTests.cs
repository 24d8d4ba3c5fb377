namespace Pmq.Protocol.Tests;

public sealed class PacketNotationTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("0a FF 1234", "0AFF1234")]
    [InlineData("|ab|", "6162")]
    [InlineData("|é|", "C3A9")]
    [InlineData("'ab' ''", "000261620000")]
    [InlineData("[0A [] ]", "00030A0000")]
    [InlineData("(01 ('a'))", "050103000161")]
    [InlineData("()", "00")]
    [InlineData("|ab|*3 01", "61626162616201")]
    [InlineData("(61*128)*1", "8001*")]
    public void Notation_means_these_bytes(string notation, string hexadecimal)
    {
        string bytes = Convert.ToHexString(PacketNotation.Parse(notation));

        Assert.StartsWith(hexadecimal.TrimEnd('*'), bytes, StringComparison.Ordinal);
        Assert.True(hexadecimal.EndsWith('*') || bytes.Length == hexadecimal.Length);
    }

    [Theory]
    [InlineData("(01")]
    [InlineData("01)")]
    [InlineData("[01)")]
    [InlineData("xy")]
    public void A_slip_in_the_notation_is_told(string notation) =>
        Assert.Throws<FormatException>(() => PacketNotation.Parse(notation));
}
