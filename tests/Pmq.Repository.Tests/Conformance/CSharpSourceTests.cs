using Pmq.Conformance.CSharp;

namespace Pmq.Repository.Tests.Conformance;

public sealed class CSharpSourceTests
{
    [Theory]
    [InlineData("a // b\nc", "ac")]
    [InlineData("a /* b\n */ c", "ac")]
    [InlineData("a = \"b // c\"; d", "a=;d")]
    [InlineData("a = \"b\\\"c\"; d", "a=;d")]
    [InlineData("a = @\"b\"\"c\\\"; d", "a=;d")]
    [InlineData("a = \"\"; d", "a=;d")]
    [InlineData("a = \"\"\"b \"c\" d\"\"\"; e", "a=;e")]
    [InlineData("a = $\"b {c} {{d}} {e[\"f\"]}\"; g", "a=ce[];g")]
    [InlineData("a = $@\"b\"\"{c}\"; d", "a=c;d")]
    [InlineData("a = '\"'; b = '\\''; c = '\\u0041'; d", "a=;b=;c=;d")]
    [InlineData("#region don't\na = \"b\";\n", "#regiondonta=;")]
    [InlineData("@class = 1", "@class=1")]
    [InlineData("a = \"open", "a=")]
    [InlineData("a /* open", "a")]
    public void Only_code_remains(string text, string expected)
    {
        string code = CSharpSource.Parse("Some.cs", text).Code;

        Assert.Equal(text.Length, code.Length);
        Assert.Equal(expected, string.Concat(code.Where(c => !char.IsWhiteSpace(c))));
    }

    [Fact]
    public void Literals_are_kept_with_their_place()
    {
        CSharpSource source = CSharpSource.Parse("Some.cs", "f(\"a\", @\"b\", \"\"\"c\"\"\", \"\")");

        Assert.Equal(["a", "b", "c", ""], source.Literals.Select(literal => literal.Value));
        Assert.Equal([2, 7, 13, 22], source.Literals.Select(literal => literal.Start));
    }
}
