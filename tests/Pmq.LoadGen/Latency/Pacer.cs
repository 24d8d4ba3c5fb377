using System.Diagnostics;
using Pmq.LoadGen.Traffic;

namespace Pmq.LoadGen.Latency;

/// <summary>Lets publishers send at a steady pace, in turns, whatever the broker does: nothing waits for it.</summary>
internal sealed class Pacer : IDisposable
{
    private readonly TrafficClients _clients;
    private readonly int _rate;
    private readonly Thread _thread;
    private long _allowed;
    private volatile bool _ended;

    public Pacer(TrafficClients clients, int rate)
    {
        _clients = clients;
        _rate = rate;
        _thread = new Thread(Run) { IsBackground = true, Name = "pacer" };
        _thread.Start();
    }

    public void Dispose()
    {
        _ended = true;
        _thread.Join();
    }

    private void Run()
    {
        long start = Stopwatch.GetTimestamp();
        while (!_ended)
        {
            Thread.Sleep(1);
            long due = (long)(Stopwatch.GetElapsedTime(start).TotalSeconds * _rate);
            long first = _allowed;
            _allowed = due;
            _clients.Allow(first, due);
        }
    }
}
