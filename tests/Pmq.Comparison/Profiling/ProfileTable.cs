using System.Globalization;

namespace Pmq.Comparison.Profiling;

/// <summary>Prints a profile as tables of Markdown.</summary>
public static class ProfileTable
{
    private const int MethodsMax = 25;
    private const int BarLength = 40;

    public static void Write(Profile profile, TextWriter output)
    {
        output.WriteLine($"{profile.Samples} samples");
        output.WriteLine();
        output.WriteLine("| part | share | |");
        output.WriteLine("| --- | ---: | --- |");
        foreach ((string part, int samples) in profile.Parts)
        {
            var bar = new string('#', BarLength * samples / profile.Samples);
            output.WriteLine($"| {part} | {Share(samples, profile)} | {bar} |");
        }

        output.WriteLine();
        output.WriteLine("| method | itself | with what it calls |");
        output.WriteLine("| --- | ---: | ---: |");
        foreach ((string method, int self, int total) in profile.Methods.Take(MethodsMax))
        {
            output.WriteLine($"| `{method}` | {Share(self, profile)} | {Share(total, profile)} |");
        }
    }

    private static string Share(int samples, Profile profile) =>
        ((double)samples / profile.Samples).ToString("P1", CultureInfo.InvariantCulture);
}
