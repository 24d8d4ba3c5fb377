using Pmq.Transport.Epoll;

namespace Pmq.Transport.Tests;

public sealed class ParkingTests
{
    [Fact]
    public void Who_brings_work_to_a_loop_that_waits_has_to_ring_and_only_the_first()
    {
        var parking = new Parking();
        parking.Begin();

        Assert.True(parking.TryWake());
        Assert.False(parking.TryWake());
    }

    [Fact]
    public void A_loop_that_runs_is_not_rung_for()
    {
        var parking = new Parking();
        Assert.False(parking.TryWake());

        parking.Begin();
        parking.End();

        Assert.False(parking.TryWake());
    }

    [Fact]
    public async Task Work_is_seen_by_the_loop_or_rung_for_however_the_steps_meet()
    {
        const int rounds = 20_000;
        using var meeting = new Meeting();
        Task brings = Task.Run(() => meeting.Bring(rounds));
        Task parks = Task.Run(() => meeting.Park(rounds));

        await Task.WhenAll(brings, parks).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(rounds, meeting.SeenOrRung);
    }

    /// <summary>Both do their two steps at the same moment, many times over.</summary>
    private sealed class Meeting : IDisposable
    {
        private readonly Barrier _barrier = new(2);
        private Parking _parking;
        private int _work;
        private bool _rung;
        private bool _seen;

        public int SeenOrRung { get; private set; }

        public void Dispose() => _barrier.Dispose();

        public void Bring(int rounds)
        {
            for (int i = 0; i < rounds; i++)
            {
                _barrier.SignalAndWait();
                Volatile.Write(ref _work, 1);
                _rung = _parking.TryWake();
                _barrier.SignalAndWait();
            }
        }

        public void Park(int rounds)
        {
            for (int i = 0; i < rounds; i++)
            {
                _work = 0;
                _parking.End();
                _barrier.SignalAndWait();
                _parking.Begin();
                _seen = Volatile.Read(ref _work) == 1;
                _barrier.SignalAndWait();
                SeenOrRung += _rung || _seen ? 1 : 0;
            }
        }
    }
}
