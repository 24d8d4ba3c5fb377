using Microsoft.AspNetCore.Http;

namespace Pmq.Management.Api;

/// <summary>What the query of a request says of something that is so or not.</summary>
internal static class QueryFlag
{
    /// <summary>What it says; null when it says nothing. When it is neither, the fault says so.</summary>
    public static bool? Read(HttpRequest request, string name, ref string? fault)
    {
        string? text = request.Query[name];
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (bool.TryParse(text, out bool flag))
        {
            return flag;
        }

        fault = $"{name} is '{text}'; allowed is true or false.";
        return null;
    }
}
