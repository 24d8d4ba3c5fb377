using System.Globalization;
using System.Reflection;
using System.Text;
using Pmq.Broker.Options;

namespace Pmq.Hosting;

/// <summary>
/// Reaches every option by its path: the section and the name in lower case with hyphens, as in
/// <c>session.queued-messages-max</c>. The option types are the only list; a new option is reachable by being there.
/// </summary>
public static class OptionPaths
{
    /// <summary>The sections that are not the engine's.</summary>
    private static readonly PropertyInfo[] OwnSections =
    [
        typeof(PmqSettings).GetProperty(nameof(PmqSettings.Listener))!,
        typeof(PmqSettings).GetProperty(nameof(PmqSettings.Auth))!,
    ];

    /// <summary>Every path with its present value, in the order of the types.</summary>
    public static IReadOnlyList<(string Path, string Value)> All(PmqSettings settings)
    {
        List<(string Path, string Value)> all = [];
        foreach ((string section, object options) in Sections(settings))
        {
            foreach (PropertyInfo property in Settable(options))
            {
                all.Add(($"{section}.{Hyphenated(property.Name)}", Text(property.GetValue(options))));
            }
        }

        return all;
    }

    /// <summary>The settings with one option set; or what is wrong, and what is allowed.</summary>
    public static PmqSettings? Set(PmqSettings settings, string path, string value, out OptionFault fault)
    {
        fault = default;
        foreach ((string section, object options) in Sections(settings))
        {
            foreach (PropertyInfo property in Settable(options))
            {
                if (path == $"{section}.{Hyphenated(property.Name)}")
                {
                    return Set(settings, section, options, property, value, path, out fault);
                }
            }
        }

        string known = string.Join(", ", All(settings).Select(option => option.Path));
        fault = new OptionFault(path, "unknown", "one of " + known);
        return null;
    }

    private static PmqSettings? Set(
        PmqSettings settings,
        string section,
        object options,
        PropertyInfo property,
        string value,
        string path,
        out OptionFault fault)
    {
        fault = default;
        if (Parse(property.PropertyType, value) is not { } parsed)
        {
            fault = new OptionFault(path, $"'{value}'", Allowed(property.PropertyType));
            return null;
        }

        object changed = CopyWith(options, property, parsed);
        return Array.Find(OwnSections, own => Hyphenated(own.Name) == section) is { } own
            ? (PmqSettings)CopyWith(settings, own, changed)
            : settings with { Broker = (BrokerOptions)CopyWith(settings.Broker, SectionProperty(section), changed) };
    }

    private static IEnumerable<(string Name, object Options)> Sections(PmqSettings settings)
    {
        foreach (PropertyInfo property in Settable(settings.Broker))
        {
            yield return (Hyphenated(property.Name), property.GetValue(settings.Broker)!);
        }

        foreach (PropertyInfo property in OwnSections)
        {
            yield return (Hyphenated(property.Name), property.GetValue(settings)!);
        }
    }

    private static PropertyInfo SectionProperty(string section) =>
        typeof(BrokerOptions).GetProperties().First(property => Hyphenated(property.Name) == section);

    private static IEnumerable<PropertyInfo> Settable(object options) =>
        options.GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite);

    /// <summary>What <c>with</c> does, for a property that is known by name only.</summary>
    private static object CopyWith(object record, PropertyInfo property, object value)
    {
        object copy = record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
        property.SetValue(copy, value);
        return copy;
    }

    private static object? Parse(Type type, string value)
    {
        if (type == typeof(string))
        {
            return value;
        }

        if (type == typeof(bool))
        {
            return bool.TryParse(value, out bool flag) ? flag : null;
        }

        if (type == typeof(TimeSpan))
        {
            return Durations.TryParse(value, out TimeSpan duration) ? duration : null;
        }

        if (type.IsEnum)
        {
            return Enum.GetNames(type).FirstOrDefault(name => Hyphenated(name) == value) is { } name
                ? Enum.Parse(type, name)
                : null;
        }

        return ParseNumber(type, value);
    }

    private static object? ParseNumber(Type type, string value)
    {
        if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            return null;
        }

        try
        {
            return Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static string Allowed(Type type)
    {
        if (type.IsEnum)
        {
            return "one of " + string.Join(", ", Enum.GetNames(type).Select(Hyphenated));
        }

        if (type == typeof(TimeSpan))
        {
            return Durations.Allowed;
        }

        return type == typeof(bool) ? "true or false" : "a whole number";
    }

    private static string Text(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        TimeSpan duration => Durations.Text(duration),
        Enum choice => Hyphenated(choice.ToString()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Hyphenated(string name)
    {
        var text = new StringBuilder();
        foreach (char letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
