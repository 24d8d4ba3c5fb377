namespace Pmq.SameAsMosquitto.Scenarios;

/// <summary>Every scenario there is.</summary>
public static class AllScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. DeliveryScenarios.All,
        .. TopicScenarios.All,
        .. RetainScenarios.All,
        .. SessionScenarios.All,
        .. WillScenarios.All,
        .. PropertyScenarios.All,
        .. SharedScenarios.All,
        .. FaultScenarios.All,
    ];
}
