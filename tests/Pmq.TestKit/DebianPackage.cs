namespace Pmq.TestKit;

/// <summary>The Debian package that brings a program, where the package has another name.</summary>
internal static class DebianPackage
{
    public static string Of(string program) => program switch
    {
        "mosquitto_pub" or "mosquitto_sub" or "mosquitto_rr" => "mosquitto-clients",
        "stdbuf" => "coreutils",
        "flock" or "setpriv" => "util-linux",
        "initdb" or "pg_ctl" or "postgres" => "postgresql",
        _ => program,
    };
}
