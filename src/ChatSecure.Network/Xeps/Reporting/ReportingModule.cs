// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Blocking;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Reporting;

/// <summary>Reports of abuse (XEP-0377): blocks somebody and says why. Blocking without a report is <see cref="BlockingModule"/>'s. Safe for concurrent
/// use.</summary>
public sealed class ReportingModule : IXmppModule
{
    /// <summary>The namespace, and the feature to look for at the server.</summary>
    public const string Namespace = "urn:xmpp:reporting:1";

    private readonly DiscoveryModule _discovery;
    private IXmppSession? _session;

    /// <summary>Creates the module.</summary>
    /// <param name="discovery">Asks whether our server takes reports.</param>
    public ReportingModule(DiscoveryModule discovery) => _discovery = discovery;

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router) => _session = session;

    /// <summary>Whether our server takes reports.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether it says so.</returns>
    /// <exception cref="ChatSecureException">The answer is malformed or none came, or we are offline.</exception>
    public async Task<bool> IsSupportedAsync(CancellationToken cancellationToken = default)
    {
        var server = Jid.Parse(_session.Attached().Account.Domain);
        var info = await _discovery.QueryInfoAsync(server, null, cancellationToken).ConfigureAwait(false);
        return info.HasFeature(Namespace);
    }

    /// <summary>Blocks somebody and reports it to our server. At a server that takes no reports it is blocked all the same.</summary>
    /// <param name="address">Whom.</param>
    /// <param name="report">Why.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server blocks it.</returns>
    /// <exception cref="ArgumentException">The address is empty, or there are more than <see cref="AbuseReport.MaxMessages"/> messages.</exception>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public Task BlockAsync(Jid address, AbuseReport report, CancellationToken cancellationToken = default)
    {
        if (address.IsEmpty || report.Messages.Count > AbuseReport.MaxMessages)
        {
            throw new ArgumentException("An address is needed, and few messages.", nameof(address));
        }

        var item = new XmppElement("item", BlockingModule.Namespace) { ["jid"] = address.ToString() }.Add(Write(report));
        return _session
            .Attached()
            .RequestAsync(new("set", new XmppElement("block", BlockingModule.Namespace).Add(item)), cancellationToken);
    }

    private static XmppElement Write(AbuseReport report)
    {
        var element = new XmppElement("report", Namespace)
        {
            ["reason"] = report.Reason == ReportReason.Spam ? "urn:xmpp:reporting:spam" : "urn:xmpp:reporting:abuse",
        };
        foreach (var (by, id) in report.Messages)
        {
            element.Add(new XmppElement("stanza-id", StableIds.Namespace) { ["by"] = by.ToString(), ["id"] = id });
        }

        if (report.Text is not null)
        {
            element.Add(new XmppElement("text", Namespace) { Text = report.Text });
        }

        if (report.MayGoToOrigin)
        {
            element.Add(new("report-origin", Namespace));
        }

        if (report.MayGoToThirdParties)
        {
            element.Add(new("third-party", Namespace));
        }

        return element;
    }
}
