// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.Archive;

/// <summary>Which messages of an archive to fetch (XEP-0313): one page, oldest first.</summary>
public sealed record ArchiveQuery
{
    /// <summary>Whose archive; null for our own.</summary>
    public Jid? Archive { get; init; }

    /// <summary>Only messages to and from this address; null for all.</summary>
    public Jid? With { get; init; }

    /// <summary>Only messages from then on; null for no limit.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Only messages until then; null for no limit.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>Only messages after the one with this archive id: the page that follows it. Not together with <see cref="BeforeId"/>.</summary>
    public string? AfterId { get; init; }

    /// <summary>Only messages before the one with this archive id: the page that ends there. Empty for the last page of all.</summary>
    public string? BeforeId { get; init; }

    /// <summary>The greatest number of messages in the page, 1 to 250; by default 50.</summary>
    public int Max { get; init; } = 50;
}
