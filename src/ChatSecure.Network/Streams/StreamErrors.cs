// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Transport;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams;

/// <summary>Stream errors (RFC 6120, section 4.9), read and written.</summary>
internal static class StreamErrors
{
    private const string Namespace = "urn:ietf:params:xml:ns:xmpp-streams";

    /// <summary>What the server reports. Conditions that the RFC does not know count as <c>undefined-condition</c>: they are somebody's text.</summary>
    /// <param name="error">The server's <c>error</c>.</param>
    /// <param name="isVerified">Whether the server has proven in TLS who it is: only then is a place that it names worth anything.</param>
    public static ChatSecureException Read(XmppElement error, bool isVerified)
    {
        var element = error.Children.FirstOrDefault(child => child.Namespace == Namespace && child.Name != "text");
        var condition = element?.Name;
        var (kind, message) = condition switch
        {
            "conflict" => (ErrorKind.Disconnected, "another client of this account has taken over"),
            "connection-timeout" => (ErrorKind.Disconnected, "it had not heard from us"),
            "host-gone" or "host-unknown" => (ErrorKind.Unreachable, "it does not serve the account's domain"),
            "not-authorized" => (ErrorKind.AuthenticationFailed, "we are not authorized"),
            "policy-violation" => (ErrorKind.Protocol, "a rule of its own is broken"),
            "remote-connection-failed" or "resource-constraint" or "internal-server-error" or "reset" or "system-shutdown" => (
                ErrorKind.Disconnected,
                "it can't go on"
            ),
            "see-other-host" => (ErrorKind.Unreachable, "it sends us to another host"),
            "bad-format"
            or "bad-namespace-prefix"
            or "improper-addressing"
            or "invalid-from"
            or "invalid-namespace"
            or "invalid-xml"
            or "not-well-formed"
            or "restricted-xml"
            or "unsupported-encoding"
            or "unsupported-feature"
            or "unsupported-stanza-type"
            or "unsupported-version" => (ErrorKind.Protocol, "it does not understand us"),
            _ => (ErrorKind.Protocol, "it does not say why"),
        };
        if (message == "it does not say why")
        {
            condition = "undefined-condition";
        }

        var text = $"The server ended the stream ({condition}): {message}.";
        return isVerified && condition == "see-other-host" && HostPort.TryParse(element!.Text, out var place)
            ? new SeeOtherHostException(place, text) { Condition = condition }
            : new ChatSecureException(kind, text) { Condition = condition };
    }

    /// <summary>An error to send before closing the stream.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="detail">An application-specific condition, if there is one.</param>
    public static XmppElement Create(string condition, XmppElement? detail = null)
    {
        var error = new XmppElement("error", XmppStreamReader.StreamNamespace).Add(new XmppElement(condition, Namespace));
        return detail is null ? error : error.Add(detail);
    }
}
