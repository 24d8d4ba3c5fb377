namespace Pmq.Comparison.Running;

public static class Contestants
{
    public static IReadOnlyList<Contestant> All { get; } =
        [Contestant.Pmq, Contestant.Mosquitto, Contestant.MosquittoNoDelay];

    public static string NameOf(Contestant broker) => broker switch
    {
        Contestant.Pmq => "pmq",
        Contestant.Mosquitto => "mosquitto",
        _ => "mosquitto-nodelay",
    };
}
