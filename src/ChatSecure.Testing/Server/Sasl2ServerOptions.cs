// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Testing.Server;

/// <summary>What a <see cref="ScriptedXmppServer"/> offers beside SASL2 itself (XEP-0388).</summary>
public sealed record Sasl2ServerOptions
{
    /// <summary>The features that can be switched on while binding (XEP-0386); null if binding can't be done inline. Default: carbons, client state, stream
    /// management.</summary>
    public IReadOnlyList<string>? BindFeatures { get; init; } = ["urn:xmpp:carbons:2", "urn:xmpp:csi:0", "urn:xmpp:sm:3"];

    /// <summary>Whether a stream can be resumed inline (XEP-0198). Default true.</summary>
    public bool Resumes { get; init; } = true;

    /// <summary>The mechanisms for tokens (XEP-0484), of which HT-SHA-256-ENDP and -NONE work; empty for none. Default: both.</summary>
    public IReadOnlyList<string> TokenMechanisms { get; init; } = ["HT-SHA-256-ENDP", "HT-SHA-256-NONE"];

    /// <summary>How long a token lasts. Default 21 days.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromDays(21);

    /// <summary>Whether a new token comes with each login by token.</summary>
    public bool RotatesTokens { get; init; }

    /// <summary>The name of the offer (XEP-0509); null for none.</summary>
    public string? ConfigVersion { get; init; }

    /// <summary>The tasks by which the server would learn another hash of the password (XEP-0480), such as <c>UPGR-SCRAM-SHA-256</c>.</summary>
    public IReadOnlyList<string> Upgrades { get; init; } = [];
}
