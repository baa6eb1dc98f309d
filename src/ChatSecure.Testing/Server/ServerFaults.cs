// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Testing.Server;

/// <summary>How a <see cref="ScriptedXmppServer"/> breaks the protocol, as an attacker or a broken server would.</summary>
[Flags]
public enum ServerFaults
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Does not offer STARTTLS, but login in the clear.</summary>
    NoStartTls = 1 << 0,

    /// <summary>Answers STARTTLS with <c>failure</c>.</summary>
    StartTlsFails = 1 << 1,

    /// <summary>Sends more in the clear in the same segment as <c>proceed</c>.</summary>
    GarbageAfterProceed = 1 << 2,

    /// <summary>Sends a SCRAM server signature that does not verify.</summary>
    WrongServerSignature = 1 << 3,

    /// <summary>Reports success without the SCRAM server signature.</summary>
    NoServerSignature = 1 << 4,

    /// <summary>Reports success at once, without any challenge.</summary>
    SuccessAtOnce = 1 << 5,

    /// <summary>Asks for 1 SCRAM iteration.</summary>
    LowIterationCount = 1 << 6,

    /// <summary>Answers with a SCRAM nonce that does not continue the client's.</summary>
    ForeignNonce = 1 << 7,

    /// <summary>Acknowledges more stanzas than were sent.</summary>
    CountTooHigh = 1 << 8,

    /// <summary>Forgets every stream, so that none can be resumed.</summary>
    ForgetsStreams = 1 << 9,

    /// <summary>Binds an address of another account.</summary>
    BindsStranger = 1 << 10,

    /// <summary>Says nothing after the client's stream header.</summary>
    Silent = 1 << 11,

    /// <summary>Sends each byte in a packet of its own, once the stream is ready.</summary>
    SlowDrip = 1 << 12,

    /// <summary>Sends a message before the login is done.</summary>
    MessageBeforeLogin = 1 << 13,
}
