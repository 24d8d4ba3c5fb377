namespace Pmq.Protocol;

/// <summary>When a subscription gets the retained messages.</summary>
public enum RetainHandling : byte
{
    /// <summary>At every SUBSCRIBE.</summary>
    Always = 0,

    /// <summary>When the subscription is new.</summary>
    OnlyNew = 1,

    /// <summary>Never.</summary>
    Never = 2,
}
