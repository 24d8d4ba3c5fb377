namespace Pmq.Comparison;

public enum Contestant
{
    Pmq,
    Mosquitto,
    MosquittoNoDelay,
}
