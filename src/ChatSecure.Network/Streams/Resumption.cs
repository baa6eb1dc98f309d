// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>What the server's answer to a request to resume the former stream leads to (XEP-0198, section 5), in a step of its own or as part of the login.
/// </summary>
internal static class Resumption
{
    /// <summary>The stream goes on.</summary>
    /// <param name="negotiation">What has been reached so far.</param>
    /// <param name="id">The stream that was to be resumed.</param>
    /// <param name="resumed">The server's <c>resumed</c>.</param>
    /// <exception cref="Errors.ChatSecureException">It is another stream, or the server has acknowledged more than was sent.</exception>
    public static void Accept(Negotiation negotiation, string id, XmppElement resumed)
    {
        if (!StreamManagement.TryReadCount(resumed, out var h) || resumed["previd"] != id)
        {
            throw XmppStream.Unexpected("the resumed stream");
        }

        if (!negotiation.Management.TryResume(h, out var unacknowledged))
        {
            negotiation.Management.Abandon();
            throw UnrecoverableStreamException.TooHighCount();
        }

        negotiation.BoundAddress = negotiation.FormerAddress;
        negotiation.Unacknowledged = unacknowledged;
    }

    /// <summary>The server has forgotten the stream.</summary>
    /// <param name="negotiation">What has been reached so far.</param>
    /// <param name="failed">The server's <c>failed</c>.</param>
    public static void GiveUp(Negotiation negotiation, XmppElement failed)
    {
        // A server that still knows the counter tells it, so that what arrived does not count as lost.
        if (StreamManagement.TryReadCount(failed, out var h))
        {
            negotiation.Management.TryAcknowledge(h);
        }

        negotiation.Management.Abandon();
    }
}
