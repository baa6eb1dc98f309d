// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Registration;

/// <summary>What a registered user may do with the account (XEP-0077, sections 3.2 and 3.3): end it, or change its password. Safe for concurrent use.</summary>
public sealed class RegistrationModule : IXmppModule
{
    private const string Namespace = "jabber:iq:register";
    private IXmppSession? _session;

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router) => _session = session;

    /// <summary>Ends the account at the server, for good. The server closes the stream, at times before it answers.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server has ended it.</returns>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">No answer came (<see cref="ErrorKind.Disconnected"/> when the server closed the stream first), or we are
    /// offline.</exception>
    public Task CancelAsync(CancellationToken cancellationToken = default)
    {
        var query = new XmppElement("query", Namespace).Add(new("remove", Namespace));
        return _session.Attached().RequestAsync(new("set", query), cancellationToken);
    }

    /// <summary>Changes the account's password. The stream is encrypted, but the password passes through memory that can't be wiped while it is
    /// written.</summary>
    /// <param name="password">The new password in UTF-8; the caller wipes it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server has changed it.</returns>
    /// <exception cref="ArgumentException">The password is empty or not UTF-8.</exception>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline: then it is unknown which password counts.</exception>
    public Task ChangePasswordAsync(ReadOnlyMemory<byte> password, CancellationToken cancellationToken = default)
    {
        if (password.IsEmpty || !System.Text.Unicode.Utf8.IsValid(password.Span))
        {
            throw new ArgumentException("A password in UTF-8 is needed.", nameof(password));
        }

        var session = _session.Attached();
        var query = new XmppElement("query", Namespace)
            .Add(new("username", Namespace) { Text = session.Account.Local ?? string.Empty })
            .Add(new("password", Namespace) { Text = Encoding.UTF8.GetString(password.Span) });
        return session.RequestAsync(new("set", query), cancellationToken);
    }
}
