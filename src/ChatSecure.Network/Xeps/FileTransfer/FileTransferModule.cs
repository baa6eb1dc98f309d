// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.FileTransfer;

/// <summary>Files from device to device (XEP-0234) by Jingle (XEP-0166), through the servers that both are connected to (XEP-0261, XEP-0047): slow, but through
/// every firewall and without telling anybody's address. Nothing is taken before the app accepts it, and a file counts only with the hash that was
/// announced. What is sent is not encrypted here. Safe for concurrent use.</summary>
public sealed class FileTransferModule : IXmppModule
{
    /// <summary>The greatest number of sessions at a time; further offers are refused.</summary>
    public const int MaxSessions = 16;

    // An offer that nobody answers makes room after this time.
    private static readonly TimeSpan _unanswered = TimeSpan.FromMinutes(5);

    private readonly TransferTable _table = new();
    private IXmppSession? _session;

    /// <summary>Whether somebody, a bare address, may offer us files. Null means nobody: an offer can be answered only by telling that we are here. Must be
    /// quick.</summary>
    public Func<Jid, bool>? MayOffer { get; set; }

    /// <summary>Is told of an offer. Called one at a time; must not wait for requests, so accepting or rejecting comes later.</summary>
    public Func<FileOffer, CancellationToken, ValueTask>? Offered { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } =
    [
        JinglePayload.Namespace,
        JinglePayload.FileNamespace,
        JinglePayload.TransportNamespace,
        InboundStream.Namespace,
        .. ContentHashes.Features,
    ];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router)
    {
        _session = session;
        router.HandleRequests("set", "jingle", JinglePayload.Namespace, HandleJingleAsync);
        router.HandleRequests("set", "open", InboundStream.Namespace, HandleStreamAsync);
        router.HandleRequests("set", "data", InboundStream.Namespace, HandleStreamAsync);
        router.HandleRequests("set", "close", InboundStream.Namespace, HandleStreamAsync);
        router.HandlePresence(HandlePresenceAsync);
        router.OnSessionStarted(
            (resumed, _) =>
            {
                // Who we were is gone, and with it what was agreed.
                _table.EndAll(resumed ? [] : _table.All, Disconnected());
                return Task.CompletedTask;
            }
        );
    }

    /// <summary>Offers a file to a device and, once it accepts, sends it.</summary>
    /// <param name="to">The device: a full address, which announces what this module does.</param>
    /// <param name="file">What to tell of the file. <see cref="FileMetadata.Size"/> should be there; without a hash it is told after the file was sent.</param>
    /// <param name="content">The file, from its beginning. It is read to its end, or to <see cref="FileMetadata.Size"/>.</param>
    /// <param name="progress">Is told up to where in the file the device has it; null for nobody.</param>
    /// <param name="cancellationToken">Breaks off, or withdraws the offer.</param>
    /// <returns>Done when the device says that it has the whole file.</returns>
    /// <exception cref="ArgumentException">The address has no resource.</exception>
    /// <exception cref="StanzaErrorException">The device can't, or refused a part.</exception>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Protocol"/>: the device ended the transfer, its reason as the condition: <c>decline</c> if
    /// it does not want the file. <see cref="ErrorKind.InvalidInput"/>: the file is shorter than said. Or we are offline.</exception>
    public async Task SendAsync(
        Jid to,
        FileMetadata file,
        Stream content,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        if (to.IsBare)
        {
            throw new ArgumentException("Files are sent to a device: an address with a resource.", nameof(to));
        }

        var session = _session.Attached();
        var transfer = new TransferSession(to, FileSender.CreateTerms(file), isOurs: true, session.Time.GetUtcNow());
        _table.Add(transfer);
        try
        {
            await new FileSender(session, transfer).SendAsync(content, progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _table.Remove(transfer);
        }
    }

    internal void Forget(TransferSession transfer) => _table.Remove(transfer);

    private static ChatSecureException Disconnected() => new(ErrorKind.Disconnected, "The connection to the other device was lost.");

    private static StanzaErrorException UnknownSession() =>
        new("item-not-found", "cancel", "unknown-session") { ApplicationNamespace = JinglePayload.ErrorNamespace };

    private async ValueTask<XmppElement?> HandleJingleAsync(IqStanza request, CancellationToken cancellationToken)
    {
        var jingle = request.Payload!;
        if (request.From is not { IsBare: false } from || !JinglePayload.IsAction(jingle["action"]))
        {
            throw new StanzaErrorException("bad-request", "modify");
        }

        if (jingle["action"] == "session-initiate")
        {
            await TakeOfferAsync(from, jingle, cancellationToken).ConfigureAwait(false);
            return null;
        }

        var transfer = _table.Find(from, jingle["sid"]) ?? throw UnknownSession();
        switch (jingle["action"])
        {
            case "session-accept":
                TakeAnswer(transfer, jingle);
                break;
            case "session-terminate":
                _table.Remove(transfer);
                transfer.End(JinglePayload.ReadReason(jingle));
                break;
            case "session-info":
                TakeInfo(transfer, jingle);
                break;
            default:
                // No second file, no other transport.
                throw new StanzaErrorException("feature-not-implemented");
        }

        return null;
    }

    private async ValueTask TakeOfferAsync(Jid from, XmppElement jingle, CancellationToken cancellationToken)
    {
        // Strangers learn no more than that nobody answers.
        if (Offered is not { } offered || MayOffer?.Invoke(from.Bare) != true)
        {
            throw new StanzaErrorException("service-unavailable");
        }

        var session = _session.Attached();
        var now = session.Time.GetUtcNow();
        _table.EndAll(_table.All.Where(old => old is { IsOurs: false, Inbound: null } && now - old.Since > _unanswered), Disconnected());
        var transfer = new TransferSession(from, JinglePayload.ReadInitiate(jingle), isOurs: false, now);
        if (_table.All.Count >= MaxSessions)
        {
            throw new StanzaErrorException("resource-constraint", "wait");
        }

        if (_table.FindStream(from, transfer.Terms.StreamId) is not null || !_table.Add(transfer))
        {
            throw new StanzaErrorException("conflict");
        }

        await offered(new(this, session, transfer), cancellationToken).ConfigureAwait(false);
    }

    private static void TakeAnswer(TransferSession transfer, XmppElement jingle)
    {
        if (!transfer.IsOurs)
        {
            throw OutOfOrder();
        }

        if (JinglePayload.ReadAccept(jingle, transfer.Terms) is not { } answer)
        {
            throw new StanzaErrorException("bad-request", "modify");
        }

        if (!transfer.Accept(answer))
        {
            throw OutOfOrder();
        }
    }

    private static void TakeInfo(TransferSession transfer, XmppElement jingle)
    {
        // An empty one asks whether the session lives.
        if (jingle.Children.Count == 0)
        {
            return;
        }

        if (jingle.Child("received", JinglePayload.FileNamespace) is not null && transfer.IsOurs)
        {
            transfer.Acknowledge();
            return;
        }

        if (jingle.Child("checksum", JinglePayload.FileNamespace) is null)
        {
            throw new StanzaErrorException("feature-not-implemented", "modify", "unsupported-info")
            {
                ApplicationNamespace = JinglePayload.ErrorNamespace,
            };
        }

        if (!transfer.IsOurs && JinglePayload.ReadChecksum(jingle, transfer.Terms) is { } hash)
        {
            transfer.SetChecksum(hash);
        }
    }

    private static StanzaErrorException OutOfOrder() =>
        new("unexpected-request", "wait", "out-of-order") { ApplicationNamespace = JinglePayload.ErrorNamespace };

    private async ValueTask<XmppElement?> HandleStreamAsync(IqStanza request, CancellationToken cancellationToken)
    {
        var payload = request.Payload!;
        if (request.From is not { } from || _table.FindStream(from, payload["sid"]) is not { } transfer)
        {
            throw new StanzaErrorException("item-not-found");
        }

        if (transfer.Inbound is not { } inbound)
        {
            // Not accepted yet, or ours: we only send there.
            if (payload.Name == "close")
            {
                transfer.End("failed-transport");
                return null;
            }

            throw new StanzaErrorException("not-acceptable");
        }

        switch (payload.Name)
        {
            case "open":
                inbound.Open(payload);
                transfer.IsStreamOpen = true;
                break;
            case "data":
                await inbound.TakeAsync(payload, cancellationToken).ConfigureAwait(false);
                break;
            default:
                inbound.Close();
                transfer.IsStreamOpen = false;
                break;
        }

        return null;
    }

    private ValueTask HandlePresenceAsync(PresenceStanza presence, CancellationToken cancellationToken)
    {
        if (presence is { Type: "unavailable", From: { IsBare: false } from })
        {
            _table.EndAll(_table.All.Where(transfer => transfer.Peer == from), Disconnected());
        }

        return ValueTask.CompletedTask;
    }
}
