// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>The server broke the protocol in a way that ends the stream, which can't be resumed either.</summary>
internal sealed class UnrecoverableStreamException(string message, XmppElement error) : ChatSecureException(ErrorKind.Protocol, message)
{
    /// <summary>The stream error to send.</summary>
    public XmppElement Error { get; } = error;

    /// <summary>XEP-0198, section 4: it acknowledges what was never sent.</summary>
    public static UnrecoverableStreamException TooHighCount() =>
        new(
            "The server acknowledged more than was sent.",
            StreamErrors.Create("undefined-condition", new XmppElement("handled-count-too-high", StreamManagement.Namespace))
        );
}
