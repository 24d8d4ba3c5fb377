using Pmq.Broker.Outbound;

namespace Pmq.Broker.Tests.Durability;

/// <summary>
/// Clients with kept sessions publish, come and go, the store is slow, fails or loses its answers, turns run in any order,
/// and the process dies again and again. All of it follows from a seed. At the end every message that was acknowledged has
/// arrived, those of QoS 2 once.
/// </summary>
public sealed class CrashStormTests
{
    private const int Steps = 700;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Nothing_acknowledged_is_lost_and_nothing_of_QoS_2_comes_twice(int seed) => Survives(new CrashStorm(seed));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Queues_that_overflow_leave_nobody_without_an_answer_and_nothing_of_QoS_2_comes_twice(int seed) => Survives(
        new CrashStorm(seed, queuedMax: 1 + (seed % 10), (QueueOverflow)(seed % Enum.GetValues<QueueOverflow>().Length)));

    private static void Survives(CrashStorm storm)
    {
        for (int i = 0; i < Steps; i++)
        {
            storm.Step();
        }

        storm.ComeToRest();

        Assert.Empty(storm.Faults());
        Assert.True(storm.AcknowledgedCount > 50, $"only {storm.AcknowledgedCount} messages were acknowledged");
    }
}
