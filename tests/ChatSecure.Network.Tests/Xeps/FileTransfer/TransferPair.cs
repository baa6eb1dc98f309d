// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.FileTransfer;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace ChatSecure.Network.Tests.Xeps.FileTransfer;

/// <summary>Two devices with a wire between them, on which a test may change what passes.</summary>
internal sealed class TransferPair
{
    public static readonly Jid Romeo = Jid.Parse("romeo@montague.example/orchard");
    public static readonly Jid Juliet = Jid.Parse("juliet@capulet.example/balcony");

    private readonly StanzaRouter _romeo = new();
    private readonly StanzaRouter _juliet = new();

    public TransferPair()
    {
        _romeo.Attach(Sender, Link(Romeo, Juliet, _juliet));
        _juliet.Attach(Receiver, Link(Juliet, Romeo, _romeo));
        Receiver.MayOffer = from => from == Romeo.Bare;
        Receiver.Offered = (offer, _) =>
        {
            Offer.TrySetResult(offer);
            return ValueTask.CompletedTask;
        };
    }

    public FileTransferModule Sender { get; } = new();

    public FileTransferModule Receiver { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public TaskCompletionSource<FileOffer> Offer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Sees each stanza on the wire and may change it.</summary>
    public Action<IqStanza> Wire { get; set; } = _ => { };

    private IXmppSession Link(Jid from, Jid to, StanzaRouter other)
    {
        var session = Substitute.For<IXmppSession>();
        session.Account.Returns(from.Bare);
        session.BoundAddress.Returns(from);
        session.Time.Returns(Time);
        session.Logger.Returns(NullLogger.Instance);
        session
            .RequestAsync(Arg.Any<IqStanza>(), Arg.Any<CancellationToken>())
            .Returns(async call => await PassAsync(call.Arg<IqStanza>(), from, to, other));
        session
            .SendAsync(Arg.Any<Stanza>(), Arg.Any<CancellationToken>())
            .Returns(call => new ValueTask(SendAsync((IqStanza)call.Arg<Stanza>(), from, to, other)));
        return session;
    }

    private async Task<IqStanza> PassAsync(IqStanza request, Jid from, Jid to, StanzaRouter other)
    {
        Assert.Equal(to, request.To);
        var arriving = new IqStanza(FakeXmppSession.Reparse(request.Element)) { From = from };
        Wire(arriving);
        var reply = await other.DispatchIqAsync(arriving, CancellationToken.None);

        // The reply comes by another way than the request went.
        await Task.Yield();
        return reply.IsError ? throw StanzaErrorException.FromStanza(reply) : reply;
    }

    private async Task SendAsync(IqStanza request, Jid from, Jid to, StanzaRouter other)
    {
        Assert.NotNull(request.Id);
        try
        {
            await PassAsync(request, from, to, other);
        }
        catch (StanzaErrorException)
        {
            // Nobody waits for the answer.
        }
    }
}
