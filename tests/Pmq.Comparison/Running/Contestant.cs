namespace Pmq.Comparison.Running;

public enum Contestant
{
    Pmq,
    Mosquitto,
    MosquittoNoDelay,
}
