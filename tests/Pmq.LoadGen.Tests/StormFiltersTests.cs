using Pmq.LoadGen.Storm;

namespace Pmq.LoadGen.Tests;

public sealed class StormFiltersTests
{
    private const int Count = 5_000;

    [Fact]
    public void Half_of_the_mixed_filters_have_a_wildcard() =>
        Assert.Equal(Count / 2, Make(FilterForm.Mixed).Count(IsWild));

    [Fact]
    public void Exact_filters_have_none() => Assert.DoesNotContain(Make(FilterForm.Exact), IsWild);

    [Fact]
    public void Wild_filters_all_have_one_in_several_places()
    {
        string[] filters = Make(FilterForm.Wild);

        Assert.All(filters, filter => Assert.True(IsWild(filter)));
        Assert.Equal(4, filters.Select(Outline).Distinct().Count());
    }

    [Theory]
    [InlineData("Mixed")]
    [InlineData("Exact")]
    [InlineData("Wild")]
    public void No_filter_comes_twice(string form) =>
        Assert.Equal(Count, Make(Enum.Parse<FilterForm>(form)).Distinct().Count());

    private static string[] Make(FilterForm form) =>
        [.. Enumerable.Range(0, Count).Select(number => StormFilters.Make("root", form, number))];

    private static bool IsWild(string filter) => filter.AsSpan().ContainsAny('+', '#');

    private static string Outline(string filter) => string.Concat(filter.Where(letter => !char.IsAsciiDigit(letter)));
}
