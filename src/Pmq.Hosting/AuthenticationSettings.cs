namespace Pmq.Hosting;

/// <summary>Logins by authentication exchange (MQTT 5.0, enhanced authentication).</summary>
public sealed record AuthenticationSettings
{
    /// <summary>
    /// Names and passwords for SCRAM, as <c>name:password</c> separated by commas. Empty: no exchange is offered.
    /// </summary>
    public string ScramUsers { get; init; } = "";

    /// <summary>The pairs of <see cref="ScramUsers"/>.</summary>
    public IReadOnlyDictionary<string, string> ParseScramUsers()
    {
        Dictionary<string, string> users = new(StringComparer.Ordinal);
        const StringSplitOptions tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        foreach (string pair in ScramUsers.Split(',', tidy))
        {
            int colon = pair.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || !users.TryAdd(pair[..colon], pair[(colon + 1)..]))
            {
                throw new FormatException("auth.scram-users is not a list of name:password with each name once");
            }
        }

        return users;
    }
}
