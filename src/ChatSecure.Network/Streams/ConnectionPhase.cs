// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Streams;

/// <summary>Where a connection stands, finer than <see cref="Accounts.ConnectionState"/>: for the log, so that a person can follow it. The order is that of a
/// connection that goes well.</summary>
internal enum ConnectionPhase
{
    /// <summary>There is none, and none is wanted.</summary>
    Offline,

    /// <summary>Waiting before the next attempt.</summary>
    Waiting,

    /// <summary>Asking DNS where to connect to.</summary>
    Resolving,

    /// <summary>Opening a TCP connection, by way of the proxy if there is one.</summary>
    Connecting,

    /// <summary>Shaking hands in TLS.</summary>
    Securing,

    /// <summary>Exchanging stream headers and features.</summary>
    Opening,

    /// <summary>Registering the account.</summary>
    Registering,

    /// <summary>Logging in.</summary>
    Authenticating,

    /// <summary>Taking up a former stream.</summary>
    Resuming,

    /// <summary>Binding a resource.</summary>
    Binding,

    /// <summary>The modules do what they do at the start of a session.</summary>
    Starting,

    /// <summary>Stanzas flow.</summary>
    Online,

    /// <summary>Ending the stream.</summary>
    Closing,

    /// <summary>Only a person can help.</summary>
    Failed,
}
