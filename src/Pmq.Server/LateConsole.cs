namespace Pmq.Server;

/// <summary>
/// Logs to the console, which is set up when there is something to say: most nodes never have. The console logger
/// brings a thread, the binding of its options and a formatter of JSON.
/// </summary>
/// <remarks>Owner: thread-safe.</remarks>
internal sealed class LateConsole : ILoggerProvider
{
    private readonly Lazy<ILoggerFactory> _console = new(Open);

    public ILogger CreateLogger(string categoryName) => new Category(categoryName, _console);

    public void Dispose()
    {
        if (_console.IsValueCreated)
        {
            _console.Value.Dispose();
        }
    }

    // What is logged at all the host has decided before it comes here.
    private static ILoggerFactory Open() => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(LogLevel.Trace)
        .AddSimpleConsole(console => console.SingleLine = true));

    private sealed class Category(string name, Lazy<ILoggerFactory> console) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            console.Value.CreateLogger(name).Log(logLevel, eventId, state, exception, formatter);
    }
}
