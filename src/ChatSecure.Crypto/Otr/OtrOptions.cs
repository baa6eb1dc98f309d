// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Otr;

/// <summary>What a machine may do: the policies of the OTR specification.</summary>
public sealed record OtrOptions
{
    /// <summary>Whether version 2 may be spoken with peers that have nothing better. It has no instance tags, so it fails with peers who are online twice.
    /// Default false: its messages are refused. Version 1 is always refused.</summary>
    public bool AllowVersion2 { get; init; }

    /// <summary>Whether nothing is sent unless it is encrypted. Default true.</summary>
    public bool RequireEncryption { get; init; } = true;

    /// <summary>Whether plain texts carry the white space that offers OTR, until the peer answers in plain text. Default false. Without effect where
    /// encryption is required.</summary>
    public bool SendWhitespaceTag { get; init; }

    /// <summary>Whether such an offer by a peer starts a key exchange. Default true.</summary>
    public bool WhitespaceStartsExchange { get; init; } = true;

    /// <summary>Whether an error message of a peer asks for a new key exchange. Default true.</summary>
    public bool ErrorStartsExchange { get; init; } = true;

    /// <summary>The greatest length of a message in characters, 0 for any: longer ones are cut into fragments. At least 56. Default 0.</summary>
    public int MaxMessageLength { get; init; }

    /// <summary>How long nothing may have been sent before a received message is answered with an empty one, so that keys change. Default one minute.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What a query says to people whose client knows no OTR; empty for nothing. Default empty.</summary>
    public string Explanation { get; init; } = string.Empty;

    /// <summary>What a peer is told whose encrypted message could not be read; empty for no more than that. Default empty.</summary>
    public string Complaint { get; init; } = string.Empty;
}
