namespace Pmq.Comparison.Proofs;

public static class AllProofs
{
    public static IReadOnlyList<IProof> All { get; } =
        [new StartProof(), new FlatProof(), new StormProof(), new SlowProof(), new NoisyProof()];
}
