// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.ClientInfo;

/// <summary>Software version (XEP-0092): asks others what they run. Tells what we run only if the app says so, for it helps attackers too. Safe for concurrent
/// use.</summary>
public sealed class SoftwareVersionModule : IXmppModule
{
    /// <summary>The namespace and feature.</summary>
    public const string Namespace = "jabber:iq:version";

    private const int MaxText = 256;

    private readonly SoftwareVersion? _own;
    private IXmppSession? _session;

    /// <summary>Creates the module.</summary>
    /// <param name="own">What to tell whoever asks; null for nothing, as if this were not known here.</param>
    public SoftwareVersionModule(SoftwareVersion? own = null) => _own = own;

    /// <inheritdoc/>
    public IReadOnlyList<string> Features => _own is null ? [] : [Namespace];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router)
    {
        _session = session;
        if (_own is not null)
        {
            router.HandleRequests("get", "query", Namespace, (_, _) => ValueTask.FromResult<XmppElement?>(Write(_own)));
        }
    }

    /// <summary>Asks somebody what it runs.</summary>
    /// <param name="to">Whom.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What it says, each text cut to 256 characters.</returns>
    /// <exception cref="StanzaErrorException">It does not say.</exception>
    /// <exception cref="ChatSecureException">The answer is malformed (<see cref="ErrorKind.Protocol"/>), none came, or we are offline.</exception>
    public async Task<SoftwareVersion> QueryAsync(Jid to, CancellationToken cancellationToken = default)
    {
        var request = new IqStanza("get", new XmppElement("query", Namespace), to);
        var result = await _session.Attached().RequestAsync(request, cancellationToken).ConfigureAwait(false);
        return
            result.Payload is { } query
            && query.Is("query", Namespace)
            && Read(query, "name") is { } name
            && Read(query, "version") is { } version
            ? new(name, version, Read(query, "os"))
            : throw new ChatSecureException(ErrorKind.Protocol, "The answer to a question for the software version is malformed.");
    }

    private static XmppElement Write(SoftwareVersion own)
    {
        var query = new XmppElement("query", Namespace)
            .Add(new XmppElement("name", Namespace) { Text = own.Name })
            .Add(new XmppElement("version", Namespace) { Text = own.Version });
        return own.System is null ? query : query.Add(new XmppElement("os", Namespace) { Text = own.System });
    }

    private static string? Read(XmppElement query, string name) =>
        query.Child(name, Namespace)?.Text is { } text ? text[..Math.Min(text.Length, MaxText)] : null;
}
