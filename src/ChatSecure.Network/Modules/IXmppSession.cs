// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Network.Modules;

/// <summary>What a module sees of the client that it is attached to. Safe for concurrent use. Implemented by <c>XmppClient</c>, and by fakes in
/// tests.</summary>
public interface IXmppSession
{
    /// <summary>Our account, a bare address.</summary>
    Jid Account { get; }

    /// <summary>Our full address on the present stream; null while offline.</summary>
    Jid? BoundAddress { get; }

    /// <summary>The <c>stream:features</c> that the server offered after authentication on the present stream, such as roster versioning; null while
    /// offline. Not to be changed.</summary>
    XmppElement? StreamFeatures { get; }

    /// <summary>The features that were switched on within the binding of the present stream (XEP-0386), by their names; empty if none were, or the stream was
    /// resumed.</summary>
    IReadOnlyCollection<string> BoundFeatures { get; }

    /// <summary>Where modules log, without content.</summary>
    ILogger Logger { get; }

    /// <summary>Reads the time.</summary>
    TimeProvider Time { get; }

    /// <summary>Sends a request and waits for its answer, which counts only from the address that was asked. Must not be awaited inside an ordered stanza
    /// handler of the same client: the answer could not be read there.</summary>
    /// <param name="request">The request, type get or set; its id is set here.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The result.</returns>
    /// <exception cref="StanzaErrorException">The answer is an error.</exception>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>, or <see cref="ErrorKind.TimedOut"/> after the time that the options
    /// give.</exception>
    Task<IqStanza> RequestAsync(IqStanza request, CancellationToken cancellationToken = default);

    /// <summary>Writes a stanza to the stream.</summary>
    /// <param name="stanza">The stanza.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the send queue.</param>
    /// <returns>Done when it is written (not acknowledged).</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>.</exception>
    ValueTask SendAsync(Stanza stanza, CancellationToken cancellationToken = default);

    /// <summary>Writes a first-level element that is no stanza (XEP-0360), such as the client's state: nobody answers it, and it is lost with the
    /// connection.</summary>
    /// <param name="element">The element, which is not in the namespace of stanzas.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the send queue.</param>
    /// <returns>Done when it is written.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>.</exception>
    ValueTask SendElementAsync(XmppElement element, CancellationToken cancellationToken = default);

    /// <summary>Hands a message on to the client's <c>MessageReceived</c> handler, as if it had come in directly. For modules that unwrap messages, inside
    /// their ordered handlers.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    /// <returns>Done when it has been handled.</returns>
    ValueTask DeliverAsync(IncomingMessage message, CancellationToken cancellationToken);
}
