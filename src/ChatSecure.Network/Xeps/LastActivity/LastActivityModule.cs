// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.LastActivity;

/// <summary>Last activity (XEP-0012): asks when somebody was last there. Tells of us only whom <see cref="Idle"/> lets know; to all others, as by default, this is
/// not known here. Safe for concurrent use.</summary>
public sealed class LastActivityModule : IXmppModule
{
    /// <summary>The namespace and feature.</summary>
    public const string Namespace = "jabber:iq:last";

    private const int MaxText = 256;

    // A hundred years.
    private const long MaxSeconds = 100L * 366 * 24 * 60 * 60;

    private IXmppSession? _session;

    /// <summary>For how long nobody has been here, for an asker (a full address); null if it is not to know. Null, the default, for nobody to know.</summary>
    public Func<Jid, CancellationToken, ValueTask<TimeSpan?>>? Idle { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router)
    {
        _session = session;
        router.HandleRequests("get", "query", Namespace, AnswerAsync);
    }

    /// <summary>Asks when somebody was last there.</summary>
    /// <param name="contact">Whom; at a bare address, its server answers.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The answer, its text cut to 256 characters.</returns>
    /// <exception cref="StanzaErrorException">It is not told.</exception>
    /// <exception cref="ChatSecureException">The answer is malformed (<see cref="ErrorKind.Protocol"/>), none came, or we are offline.</exception>
    public async Task<ContactActivity> QueryAsync(Jid contact, CancellationToken cancellationToken = default)
    {
        var request = new IqStanza("get", new XmppElement("query", Namespace), contact);
        var result = await _session.Attached().RequestAsync(request, cancellationToken).ConfigureAwait(false);
        if (
            result.Payload is not { } query
            || !query.Is("query", Namespace)
            || !long.TryParse(query["seconds"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > MaxSeconds
        )
        {
            throw new ChatSecureException(ErrorKind.Protocol, "The answer to a question for the last activity is malformed.");
        }

        var text = query.Text;
        return new(TimeSpan.FromSeconds(seconds), text.Length == 0 ? null : text[..Math.Min(text.Length, MaxText)]);
    }

    private async ValueTask<XmppElement?> AnswerAsync(IqStanza request, CancellationToken cancellationToken)
    {
        var idle = request.From is { } from && Idle is { } ask ? await ask(from, cancellationToken).ConfigureAwait(false) : null;
        return idle is { } time
            ? new XmppElement("query", Namespace)
            {
                ["seconds"] = Math.Max(0, (long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            }
            : throw new StanzaErrorException("service-unavailable");
    }
}
