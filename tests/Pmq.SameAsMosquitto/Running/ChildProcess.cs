using System.Diagnostics;
using System.Globalization;

namespace Pmq.SameAsMosquitto.Running;

/// <summary>A program that was started here. It is cut off when disposed of.</summary>
public sealed class ChildProcess : IDisposable
{
    /// <summary>How long a program may take for anything before it counts as hanging.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private bool _isDisposed;

    private ChildProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => Errors.Add(line.Data);
    }

    public PrintedLines Output { get; } = new();

    public PrintedLines Errors { get; } = new();

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts a program; what is given as input is all it reads.</summary>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, string input = "")
    {
        // A shell has its background jobs ignore SIGINT, and their children inherit that; the program must not.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var child = new ChildProcess(new Process { StartInfo = start });
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        child.Feed(input);
        return child;
    }

    /// <summary>Waits for its end and returns its exit code.</summary>
    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{this} did not end.");
        }

        return _process.ExitCode;
    }

    /// <summary>Waits for a line of its output; without it the program is of no use and is ended.</summary>
    public async Task<string> LineAsync(Func<string, bool> fits)
    {
        if (await Output.FirstAsync(fits, Patience) is { } line)
        {
            return line;
        }

        Dispose();
        throw new InvalidOperationException($"{this} did not print what was waited for.");
    }

    /// <summary>Cuts it off; it can do nothing about it.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Sends it a signal by its name, such as TERM.</summary>
    public async Task SignalAsync(string signal)
    {
        string id = _process.Id.ToString(CultureInfo.InvariantCulture);
        using ChildProcess kill = Start("sh", ["-c", $"kill -{signal} {id}"]);
        await kill.ExitAsync();
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    public override string ToString() =>
        $"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)}\n"
        + string.Join('\n', Output.All.Concat(Errors.All));

    private void Feed(string input)
    {
        try
        {
            _process.StandardInput.Write(input);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading, which is its right.
        }
    }
}
