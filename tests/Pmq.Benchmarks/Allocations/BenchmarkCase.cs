using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace Pmq.Benchmarks.Allocations;

/// <summary>
/// One benchmark with one value for each of its parameters, ready to be called without BenchmarkDotNet.
/// </summary>
public sealed class BenchmarkCase
{
    private const BindingFlags Public = BindingFlags.Instance | BindingFlags.Public;

    private readonly Type _type;
    private readonly MethodInfo _method;
    private readonly IReadOnlyList<(PropertyInfo Property, object? Value)> _parameters;

    private BenchmarkCase(
        Type type, MethodInfo method, IReadOnlyList<(PropertyInfo Property, object? Value)> parameters)
    {
        _type = type;
        _method = method;
        _parameters = parameters;
        string values = string.Join(", ", parameters.Select(pair => $"{pair.Property.Name}={pair.Value}"));
        Name = $"{type.Name}.{method.Name}" + (values.Length == 0 ? "" : $"({values})");
    }

    /// <summary>The name in the baseline: class, method and parameters.</summary>
    public string Name { get; }

    /// <summary>How many operations one call does.</summary>
    public int OperationsPerInvoke => _method.GetCustomAttribute<BenchmarkAttribute>()!.OperationsPerInvoke;

    /// <summary>All benchmarks of this assembly, in the order of their names.</summary>
    public static IReadOnlyList<BenchmarkCase> All() =>
        [.. typeof(BenchmarkCase).Assembly.GetExportedTypes()
            .SelectMany(Of)
            .OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal)];

    /// <summary>Makes the benchmark's object, sets it up and hands out its body.</summary>
    public Action Prepare()
    {
        object instance = Activator.CreateInstance(_type)!;
        foreach ((PropertyInfo property, object? value) in _parameters)
        {
            property.SetValue(instance, value);
        }

        foreach (MethodInfo setup in _type.GetMethods(Public).Where(HasAttribute<GlobalSetupAttribute>))
        {
            setup.Invoke(instance, null);
        }

        return Body(instance);
    }

    /// <summary>A typed delegate: a call through reflection would allocate for itself.</summary>
    private Action Body(object instance)
    {
        Type result = _method.ReturnType;
        if (result == typeof(void))
        {
            return _method.CreateDelegate<Action>(instance);
        }

        MethodInfo ignoring = typeof(BenchmarkCase)
            .GetMethod(nameof(Ignoring), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(result);
        Delegate body = _method.CreateDelegate(typeof(Func<>).MakeGenericType(result), instance);
        return (Action)ignoring.Invoke(null, [body])!;
    }

    private static Action Ignoring<T>(Func<T> body) => () => body();

    private static IEnumerable<BenchmarkCase> Of(Type type) =>
        from method in type.GetMethods(Public)
        where HasAttribute<BenchmarkAttribute>(method)
        from parameters in Combinations(type.GetProperties(Public).Where(HasAttribute<ParamsAttribute>).ToArray())
        select new BenchmarkCase(type, method, parameters);

    private static IEnumerable<IReadOnlyList<(PropertyInfo Property, object? Value)>> Combinations(
        ArraySegment<PropertyInfo> properties)
    {
        if (properties.Count == 0)
        {
            return [[]];
        }

        PropertyInfo first = properties[0];
        return
            from value in first.GetCustomAttribute<ParamsAttribute>()!.Values
            from rest in Combinations(properties[1..])
            select (IReadOnlyList<(PropertyInfo, object?)>)[(first, value), .. rest];
    }

    private static bool HasAttribute<T>(MemberInfo member)
        where T : Attribute => member.GetCustomAttribute<T>() is not null;
}
