// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.Reporting;

/// <summary>What to tell our server of somebody whom we block (XEP-0377).</summary>
/// <param name="Reason">Why.</param>
public sealed record AbuseReport(ReportReason Reason)
{
    /// <summary>The greatest number of messages in a report.</summary>
    public const int MaxMessages = 32;

    /// <summary>An explanation for whoever reads the report; null for none.</summary>
    public string? Text { get; init; }

    /// <summary>The messages that it is about: whose archive, and the ids there (XEP-0359). The server may read them.</summary>
    public IReadOnlyList<(Jid By, string Id)> Messages { get; init; } = [];

    /// <summary>Whether the report may be passed on to the server of whoever is reported. Default false.</summary>
    public bool MayGoToOrigin { get; init; }

    /// <summary>Whether the report may be passed on to others that fight abuse. Default false.</summary>
    public bool MayGoToThirdParties { get; init; }
}
