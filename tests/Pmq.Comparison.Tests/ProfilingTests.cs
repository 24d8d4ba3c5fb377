using Pmq.Comparison.Profiling;

namespace Pmq.Comparison.Tests;

public sealed class ProfilingTests
{
    private const string Publish = "instance bool [Pmq.Broker] Pmq.Broker.Publishing.PublishPipeline::Publish"
        + "(class Pmq.Broker.Messages.Message)[Tier1]";

    private static readonly PerfMap Map = PerfMap.Read(
    [
        $"0x7f00001000 40 {Publish}",
        "7f00001040 10 void [System.Private.CoreLib] System.Buffer::Memmove(uint8&,uint8&)[Tier1]",
        "0x7f00003000 100 stub InitThreadManagerPerfMapData<JIT_CopiedWriteBarriers>",
        "0x7f00004000 20 old",
        "0x7f00004000 20 new",
        "not a line",
    ]);

    [Theory]
    [InlineData(0x7f00000fffUL, null)]
    [InlineData(0x7f00001000UL, Publish)]
    [InlineData(0x7f0000103fUL, Publish)]
    [InlineData(0x7f00001050UL, null)]
    [InlineData(0x7f00004001UL, "new")]
    public void An_address_belongs_to_the_method_around_it(ulong address, string? expected) =>
        Assert.Equal(expected, Map.Find(address));

    [Theory]
    [InlineData(Publish, "Pmq.Broker", "Pmq.Broker.Publishing", "PublishPipeline.Publish")]
    [InlineData(
        "instance void [Pmq.Broker] Pmq.Broker.Turns.Actor`1[Pmq.Broker.Sessions.Mail]::Execute()[Tier1]",
        "Pmq.Broker", "Pmq.Broker.Turns", "Actor`1[Pmq.Broker.Sessions.Mail].Execute")]
    [InlineData(
        "valuetype [A]System.Span`1<uint8> [Pmq.Transport] Pmq.Transport.Handler+<Read>d__4::MoveNext()[Tier0]",
        "Pmq.Transport", "Pmq.Transport", "Handler+<Read>d__4.MoveNext")]
    public void A_method_is_told_from_its_types(string symbol, string assembly, string space, string shortName)
    {
        ManagedMethod method = ManagedMethod.Parse(symbol)!;

        Assert.Equal(assembly, method.Assembly);
        Assert.Equal(space, method.Namespace);
        Assert.Equal(shortName, method.ShortName);
    }

    [Theory]
    [InlineData("tcp_sendmsg")]
    [InlineData("[unknown]")]
    [InlineData("stub ReportStubBlock<Unknown>")]
    public void What_is_no_method_is_none(string symbol) => Assert.Null(ManagedMethod.Parse(symbol));

    [Theory]
    [InlineData("7f00001004 [unknown] (/memfd:doublemapper (deleted))", "Pmq.Broker.Publishing")]
    [InlineData("7f00001044 [unknown] (//anon)", Parts.BaseLibrary)]
    [InlineData("7f00003004 [unknown] (//anon)", Parts.Collector)]
    [InlineData("57028d [unknown] (/usr/share/dotnet/libcoreclr.so)", Parts.Collector)]
    [InlineData("16e0ba __memset (/lib/libc.so.6)\n  57028d [unknown] (/dotnet/libclrgc.so)", Parts.Collector)]
    [InlineData("16e0ba __memcpy (/lib/libc.so.6)\n  7f00001004 [unknown] (//anon)", "Pmq.Broker.Publishing")]
    [InlineData("1 x (/a/libcoreclr.so)\n  2 y (/a/libclrjit.so)", Parts.Compiler)]
    [InlineData("f0 copy_user ([kernel.kallsyms])\n  f1 __x64_sys_recvmsg ([kernel.kallsyms])", Parts.KernelReceive)]
    [InlineData("f0 tcp_v4_rcv ([kernel.kallsyms])\n  f1 __x64_sys_sendto ([kernel.kallsyms])", Parts.KernelSend)]
    [InlineData("f0 schedule ([kernel.kallsyms])\n  f1 __x64_sys_futex ([kernel.kallsyms])", Parts.KernelWait)]
    [InlineData("f0 clear_page ([kernel.kallsyms])\n  f1 do_page_fault ([kernel.kallsyms])", Parts.KernelOther)]
    public void A_sample_belongs_to_a_part(string frames, string part)
    {
        string[] lines = [".NET TP Worker ", .. $"  {frames}".Split('\n'), ""];

        StackSample sample = Assert.Single(PerfScript.Read(lines, Map));

        Assert.Equal(part, Parts.Of(sample));
    }

    [Fact]
    public void A_method_counts_where_it_runs_itself_and_once_where_it_is_on_the_stack()
    {
        string[] lines =
        [
            "worker", "  7f00001044 [unknown] (//anon)", "  7f00001004 [unknown] (//anon)", "",
            "worker", "  7f00001004 [unknown] (//anon)", "  7f00001008 [unknown] (//anon)", "",
        ];

        var profile = new Profile(PerfScript.Read(lines, Map));

        Assert.Equal(2, profile.Samples);
        Assert.Contains(("PublishPipeline.Publish", 1, 2), profile.Methods);
        Assert.Contains(("Buffer.Memmove", 1, 1), profile.Methods);
    }
}
