// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;

namespace ChatSecure.Network.Xml;

/// <summary>The peer sent XML that RFC 6120, section 11 forbids, or more of it than <see cref="XmlLimits"/> allows. The stream can't go on: send a stream
/// error with <see cref="ChatSecureException.Condition"/> and close it. The message never holds what was sent.</summary>
public sealed class XmppXmlException : ChatSecureException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="condition">The stream error condition of RFC 6120, section 4.9.3 that says so, such as <c>not-well-formed</c>.</param>
    /// <param name="message">Which rule was broken, without the offending data.</param>
    public XmppXmlException(string condition, string message)
        : base(ErrorKind.Protocol, message) => Condition = condition;

    internal static XmppXmlException NotWellFormed(string message) => new("not-well-formed", message);

    internal static XmppXmlException Restricted(string message) => new("restricted-xml", message);

    internal static XmppXmlException Invalid(string message) => new("invalid-xml", message);

    internal static XmppXmlException Encoding(string message) => new("unsupported-encoding", message);

    internal static XmppXmlException Prefix(string message) => new("bad-namespace-prefix", message);

    internal static XmppXmlException TooMuch(string message) => new("policy-violation", message);
}
