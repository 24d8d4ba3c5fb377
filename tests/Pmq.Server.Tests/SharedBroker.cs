namespace Pmq.Server.Tests;

/// <summary>One broker for tests that don't end it. Each test has topics and client identifiers of its own.</summary>
public sealed class SharedBroker : IAsyncLifetime
{
    private RunningBroker? _broker;

    public int Port => _broker!.Port;

    public async Task InitializeAsync() => _broker = await PmqProgram.StartAsync();

    public Task DisposeAsync()
    {
        _broker?.Dispose();
        return Task.CompletedTask;
    }
}
