using System.Globalization;

namespace Pmq.Hosting;

/// <summary>Times as people write them in settings: a number and <c>ms</c>, <c>s</c>, <c>m</c> or <c>h</c>.</summary>
internal static class Durations
{
    public const string Allowed = "a number with ms, s, m or h, such as 10s";

    public static bool TryParse(string text, out TimeSpan duration)
    {
        (string unit, double seconds) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => ("ms", 0.001),
            _ when text.EndsWith('s') => ("s", 1),
            _ when text.EndsWith('m') => ("m", 60),
            _ when text.EndsWith('h') => ("h", 3600),
            _ => ("", 1),
        };
        bool isNumber = double.TryParse(
            text.AsSpan(0, text.Length - unit.Length),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out double number);
        bool isSane = isNumber && number * seconds <= TimeSpan.FromDays(365).TotalSeconds;
        duration = isSane ? TimeSpan.FromSeconds(number * seconds) : default;
        return isSane;
    }

    public static string Text(TimeSpan duration) =>
        duration.TotalSeconds.ToString(CultureInfo.InvariantCulture) + "s";
}
