using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Pmq.Storage.Sqlite;

/// <summary>
/// Chooses between the SQLite library that comes with PMQ and the machine's own: the newer one is loaded. Distributions
/// mend theirs, and the one that came along is as old as the package.
/// </summary>
/// <remarks>Owner: immutable, once it was chosen.</remarks>
internal sealed class SqliteLibrary
{
    /// <summary>The name under which the library is asked for, and under which the package brings it.</summary>
    public const string Bundled = "e_sqlite3";

    /// <summary>The name of Linux distributions' own.</summary>
    public const string OfTheMachine = "libsqlite3.so.0";

    private static readonly Lazy<SqliteLibrary> Chosen = new(Choose);

    private readonly nint _handle;

    private SqliteLibrary(string name, nint handle)
    {
        _handle = handle;
        Name = name;
        Number = Call<VersionNumber>(handle, "sqlite3_libversion_number")();
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int VersionNumber();

    /// <summary>The one that this process uses.</summary>
    public static SqliteLibrary Used => Chosen.Value;

    /// <summary>The name it was loaded by.</summary>
    public string Name { get; }

    /// <summary>The version as SQLite counts: 3,040,001 for 3.40.1.</summary>
    public int Number { get; }

    public string Version => string.Create(
        CultureInfo.InvariantCulture, $"{Number / 1_000_000}.{Number / 1000 % 1000}.{Number % 1000}");

    /// <summary>Makes the choice, before the first connection.</summary>
    public static void Use() => _ = Used;

    /// <summary>The version of a library by its name, or null when there is none.</summary>
    internal static int? NumberOf(string name)
    {
        if (Find(name) is not { } library)
        {
            return null;
        }

        NativeLibrary.Free(library._handle);
        return library.Number;
    }

    private static SqliteLibrary Choose()
    {
        SqliteLibrary? bundled = Find(Bundled);
        SqliteLibrary? machine = OperatingSystem.IsLinux() ? Find(OfTheMachine) : null;
        SqliteLibrary chosen = Newer(bundled, machine) ?? throw new StoreOpenException(
            $"There is no SQLite library: neither {Bundled}, which comes with pmq, nor {OfTheMachine}.");
        SqliteLibrary? other = ReferenceEquals(chosen, bundled) ? machine : bundled;
        if (other is not null)
        {
            NativeLibrary.Free(other._handle);
        }

        NativeLibrary.SetDllImportResolver(
            Provider, (name, _, _) => name == Bundled ? chosen._handle : nint.Zero);
        Batteries_V2.Init();
        return chosen;
    }

    private static SqliteLibrary? Newer(SqliteLibrary? bundled, SqliteLibrary? machine) =>
        bundled is null || machine?.Number > bundled.Number ? machine : bundled;

    private static Assembly Provider => typeof(SQLite3Provider_e_sqlite3).Assembly;

    private static SqliteLibrary? Find(string name) =>
        NativeLibrary.TryLoad(name, Provider, searchPath: null, out nint handle)
            ? new SqliteLibrary(name, handle)
            : null;

    private static T Call<T>(nint handle, string function)
        where T : Delegate =>
        Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(handle, function));
}
