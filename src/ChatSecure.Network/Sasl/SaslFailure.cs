// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Sasl;

/// <summary>What a server reports when it refuses a login, in either profile (RFC 6120, section 6.5).</summary>
internal static class SaslFailure
{
    public const string Namespace = "urn:ietf:params:xml:ns:xmpp-sasl";

    public const string Temporary = "temporary-auth-failure";

    /// <summary>The condition.</summary>
    /// <param name="failure">The server's <c>failure</c>.</param>
    /// <returns>Its name; null if there is none.</returns>
    public static string? Condition(XmppElement failure) =>
        failure.Children.FirstOrDefault(child => child.Namespace == Namespace && child.Name != "text")?.Name;

    /// <summary>The failure in our words.</summary>
    /// <param name="failure">The server's <c>failure</c>.</param>
    /// <param name="isBound">Whether the login was bound to TLS: then a refusal may also mean that the server sees another connection than we do, and the
    /// login is not tried without the binding.</param>
    public static ChatSecureException Read(XmppElement failure, bool isBound) =>
        (Condition(failure), isBound) switch
        {
            (Temporary, _) => new(ErrorKind.Protocol, "The server can't check logins at the moment.") { Condition = Temporary },
            ("account-disabled", _) => Failed("account-disabled", "The server has disabled the account."),
            ("credentials-expired", _) => Failed("credentials-expired", "The password has expired."),
            ("not-authorized", false) => Failed("not-authorized", "The server does not accept the name or the password."),
            ("not-authorized", true) => Failed(
                "not-authorized",
                "The server does not accept the name, the password, or the binding of the login to this connection."
            ),
            (_, true) => Failed(null, "The server refused the login, which was bound to this connection."),
            _ => Failed(null, "The server refused the login."),
        };

    private static ChatSecureException Failed(string? condition, string message) =>
        new(ErrorKind.AuthenticationFailed, message) { Condition = condition };
}
