// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.ClientInfo;

/// <summary>Entity time (XEP-0202): asks others for their clock. Tells ours only if the app says so, and never our time zone, which tells where we are. Safe for
/// concurrent use.</summary>
public sealed class EntityTimeModule : IXmppModule
{
    /// <summary>The namespace and feature.</summary>
    public const string Namespace = "urn:xmpp:time";

    private readonly bool _answers;
    private IXmppSession? _session;

    /// <summary>Creates the module.</summary>
    /// <param name="answers">Whether to tell whoever asks the time, as UTC.</param>
    public EntityTimeModule(bool answers = false) => _answers = answers;

    /// <inheritdoc/>
    public IReadOnlyList<string> Features => _answers ? [Namespace] : [];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router)
    {
        _session = session;
        if (_answers)
        {
            router.HandleRequests("get", "time", Namespace, (_, _) => ValueTask.FromResult<XmppElement?>(Write(session.Time.GetUtcNow())));
        }
    }

    /// <summary>Asks somebody for its clock, such as our server, to find that ours is wrong.</summary>
    /// <param name="to">Whom.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The time there, with its zone if it says so.</returns>
    /// <exception cref="StanzaErrorException">It does not say.</exception>
    /// <exception cref="ChatSecureException">The answer is malformed (<see cref="ErrorKind.Protocol"/>), none came, or we are offline.</exception>
    public async Task<DateTimeOffset> QueryAsync(Jid to, CancellationToken cancellationToken = default)
    {
        var request = new IqStanza("get", new XmppElement("time", Namespace), to);
        var result = await _session.Attached().RequestAsync(request, cancellationToken).ConfigureAwait(false);
        return
            result.Payload is { } time
            && time.Is("time", Namespace)
            && XmppDateTime.TryParse(time.Child("utc", Namespace)?.Text, out var utc)
            && TryReadZone(time.Child("tzo", Namespace)?.Text, out var zone)
            ? utc.ToOffset(zone)
            : throw new ChatSecureException(ErrorKind.Protocol, "The answer to a question for the time is malformed.");
    }

    private static XmppElement Write(DateTimeOffset now) =>
        new XmppElement("time", Namespace)
            .Add(new XmppElement("tzo", Namespace) { Text = "+00:00" })
            .Add(new XmppElement("utc", Namespace) { Text = XmppDateTime.Format(now) });

    // XEP-0082, section 3.2: Z, or a sign, hours and minutes. .NET knows zones up to fourteen hours.
    private static bool TryReadZone(string? text, out TimeSpan zone)
    {
        zone = default;
        if (text == "Z")
        {
            return true;
        }

        if (
            text is not { Length: 6 }
            || text[0] is not ('+' or '-')
            || !TimeSpan.TryParseExact(text[1..], @"hh\:mm", System.Globalization.CultureInfo.InvariantCulture, out zone)
        )
        {
            return false;
        }

        zone = text[0] == '-' ? -zone : zone;
        return zone.Duration() <= TimeSpan.FromHours(14);
    }
}
