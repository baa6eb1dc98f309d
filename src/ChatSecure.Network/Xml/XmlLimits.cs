// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xml;

/// <summary>What the reader accepts before it gives up on a peer with <c>policy-violation</c>. The limits bound memory and time: what one first-level
/// element costs is a small multiple of <see cref="MaxElementBytes"/>, whatever the peer sends. All are positive. Immutable.</summary>
public sealed record XmlLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static XmlLimits Default { get; } = new();

    /// <summary>The most levels of elements, the first-level element being level 1. Default 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>The most bytes, as they are on the wire, of one first-level element, of the stream header or of an element that is parsed alone. Default
    /// 8 MiB: servers refuse far smaller stanzas from others, but send a list of 10,000 contacts or 100,000 blocked addresses as one.</summary>
    public int MaxElementBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>The most attributes of one element, namespace declarations not counted. Default 64.</summary>
    public int MaxAttributes { get; init; } = 64;

    /// <summary>The most bytes of a name, its prefix included, and of a namespace's name. Default 256.</summary>
    public int MaxNameBytes { get; init; } = 256;

    /// <summary>The most bytes, as they are on the wire, of one attribute's value. Default 64 KiB.</summary>
    public int MaxAttributeBytes { get; init; } = 64 * 1024;

    /// <summary>The most namespace declarations that are in scope at once, those of the stream header included. Default 64.</summary>
    public int MaxNamespaceDeclarations { get; init; } = 64;

    /// <summary>The most elements inside one first-level element, all levels counted together. Default 131 072.</summary>
    public int MaxChildren { get; init; } = 131_072;
}
