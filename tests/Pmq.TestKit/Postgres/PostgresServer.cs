using System.Globalization;

namespace Pmq.TestKit;

/// <summary>
/// A PostgreSQL server of the tests' own, in a temporary directory and on loopback, with every commit synced. It starts
/// with the first database that is asked for.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    /// <summary>The program by which a test says that it needs this server.</summary>
    public const string Program = "initdb";

    public const string UserName = "postgres";
    public const string Password = "only-for-tests";

    private const int PortTriesMax = 3;
    private const int StartTriesMax = 40;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(250);

    // Kept over the server's whole life: while it is down nobody else may come to listen or connect from there.
    private ReservedPort? _port;
    private PostgresFolder? _folder;
    private int _databases;

    /// <summary>Where it listens, once it runs.</summary>
    public int Port => _port?.Number ?? 0;

    /// <summary>Makes an empty database, and returns its name.</summary>
    public string CreateDatabase(string encoding = "UTF8")
    {
        EnsureRunning();
        string name = string.Create(CultureInfo.InvariantCulture, $"test{++_databases}");
        PostgresProgram.Run(
            "createdb",
            ["-h", "127.0.0.1", "-p", Text(Port), "-U", UserName, "-T", "template0", "-E", encoding, name],
            Password);
        return name;
    }

    /// <summary>A connection string for a database.</summary>
    public string ConnectionString(string database, string password = Password) =>
        $"Host=127.0.0.1;Port={Text(Port)};Database={database};Username={UserName};Password={password}";

    /// <summary>Ends the server as a crash does, without a chance to write anything.</summary>
    public void Kill() => Folder.KillServer();

    /// <summary>Starts the server again, on the same port and with what it had kept.</summary>
    public void Start()
    {
        for (int tries = 1; !Folder.TryStart(Port); tries++)
        {
            // After a crash the server's other processes take a moment to notice, and hold the memory they share.
            if (tries == StartTriesMax)
            {
                throw new InvalidOperationException($"PostgreSQL does not start: {Folder.Log()}");
            }

            Thread.Sleep(BetweenTries);
        }
    }

    public void Dispose()
    {
        _folder?.Dispose();
        _port?.Dispose();
    }

    private PostgresFolder Folder => _folder ?? throw new InvalidOperationException("The server was not started yet.");

    private void EnsureRunning()
    {
        if (_folder is not null)
        {
            return;
        }

        _folder = PostgresFolder.Make(UserName, Password);
        for (int tries = 1; tries <= PortTriesMax; tries++)
        {
            // Somebody else may take it before the server does.
            _port?.Dispose();
            _port = ReservedPort.Take();
            if (_folder.TryStart(Port))
            {
                return;
            }
        }

        throw new InvalidOperationException($"PostgreSQL does not start: {_folder.Log()}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
