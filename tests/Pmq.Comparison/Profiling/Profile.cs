namespace Pmq.Comparison.Profiling;

/// <summary>Samples counted by part, and by method: where it ran itself, and where it was on the stack.</summary>
/// <remarks>Owner: the program that profiles.</remarks>
public sealed class Profile
{
    private readonly Dictionary<string, int> _parts = [];
    private readonly Dictionary<string, (int Self, int Total)> _methods = [];

    public Profile(IEnumerable<StackSample> samples)
    {
        foreach (StackSample sample in samples)
        {
            Count(sample);
        }
    }

    public int Samples { get; private set; }

    /// <summary>Samples by part, the largest first.</summary>
    public IEnumerable<(string Part, int Samples)> Parts =>
        _parts.OrderByDescending(pair => pair.Value).Select(pair => (pair.Key, pair.Value));

    /// <summary>Methods by the samples in which they ran themselves, the most first.</summary>
    public IEnumerable<(string Method, int Self, int Total)> Methods =>
        _methods.OrderByDescending(pair => pair.Value).Select(pair => (pair.Key, pair.Value.Self, pair.Value.Total));

    private void Count(StackSample sample)
    {
        Samples++;
        string part = Profiling.Parts.Of(sample);
        _parts[part] = _parts.GetValueOrDefault(part) + 1;
        foreach (string name in sample.Frames.Select(frame => frame.Method?.ShortName).OfType<string>().Distinct())
        {
            (int self, int total) = _methods.GetValueOrDefault(name);
            int own = sample.Frames[0].Method?.ShortName == name ? 1 : 0;
            _methods[name] = (self + own, total + 1);
        }
    }
}
