namespace Pmq.LoadGen.Storm;

/// <summary>Different filters of a plant with many devices, with wildcards in one place or another.</summary>
internal static class StormFilters
{
    private const int DevicesPerLine = 50;
    private const int DevicesPerSite = 1000;
    private const int WildKinds = 4;

    public static string Make(string root, FilterForm form, int number)
    {
        bool isWild = form == FilterForm.Wild || (form == FilterForm.Mixed && number % 2 == 1);
        int site = number / DevicesPerSite;
        int line = number / DevicesPerLine;
        int kind = number / 2 % WildKinds;
        return (isWild, kind) switch
        {
            (false, _) => $"{root}/site{site}/line{line}/device{number}/value",
            (_, 0) => $"{root}/site{site}/+/device{number}/value",
            (_, 1) => $"{root}/+/line{line}/device{number}/#",
            (_, 2) => $"{root}/site{site}/line{line}/device{number}/+",
            _ => $"{root}/site{site}/line{line}/device{number}/#",
        };
    }
}
