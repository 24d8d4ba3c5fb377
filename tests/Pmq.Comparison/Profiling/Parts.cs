namespace Pmq.Comparison.Profiling;

/// <summary>Which part of the program a sample belongs to.</summary>
public static class Parts
{
    public const string KernelReceive = "kernel: receive";
    public const string KernelSend = "kernel: send";
    public const string KernelWait = "kernel: wait and wake";
    public const string KernelOther = "kernel: other";
    public const string Collector = "runtime: garbage collection and allocation";
    public const string Compiler = "runtime: just-in-time compiler";
    public const string BaseLibrary = "base library";
    public const string Other = "other";

    private const string OwnPrefix = "Pmq.";
    private const string WriteBarriers = "WriteBarrier";

    // The call decides: on loopback, sending runs the receiver's half of the protocol as well.
    private static readonly (string Call, string Part)[] KernelCalls =
    [
        ("sys_recv", KernelReceive),
        ("sys_read", KernelReceive),
        ("sys_send", KernelSend),
        ("sys_write", KernelSend),
        ("sys_epoll", KernelWait),
        ("sys_poll", KernelWait),
        ("futex", KernelWait),
        ("sys_sched_yield", KernelWait),
        ("nanosleep", KernelWait),
    ];

    // Copying and the like: whoever called it pays.
    private static readonly string[] Lenders = ["libc.so", "ld-linux", "libpthread"];

    private static readonly string[] BaseLibraries = ["libSystem", "System.", "Microsoft."];

    public static string Of(StackSample sample)
    {
        if (sample.Frames.Any(frame => frame.IsIn("libclrjit")))
        {
            return Compiler;
        }

        if (sample.Frames.Count > 0 && sample.Frames[0].IsKernel)
        {
            return OfKernel(sample);
        }

        return sample.Frames.Where(frame => !Lenders.Any(frame.IsIn)).Select(OfFrame).FirstOrDefault(Other);
    }

    private static string OfKernel(StackSample sample)
    {
        foreach (StackFrame frame in sample.Frames.Where(frame => frame.IsKernel))
        {
            foreach ((string call, string part) in KernelCalls)
            {
                if (frame.Symbol.Contains(call, StringComparison.Ordinal))
                {
                    return part;
                }
            }
        }

        return KernelOther;
    }

    private static string OfFrame(StackFrame frame)
    {
        if (frame.Method is { } method)
        {
            return method.Namespace.StartsWith(OwnPrefix, StringComparison.Ordinal) ? method.Namespace : BaseLibrary;
        }

        if (frame.IsIn("libcoreclr") || frame.IsIn("libclrgc")
            || frame.Symbol.Contains(WriteBarriers, StringComparison.Ordinal))
        {
            return Collector;
        }

        return BaseLibraries.Any(frame.IsIn) ? BaseLibrary : Other;
    }
}
