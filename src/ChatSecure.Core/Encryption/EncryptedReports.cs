// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;
using ChatSecure.Network.Stanzas;

namespace ChatSecure.Core.Encryption;

/// <summary>Receipts, displayed markers and chat states. Who reads <c>urn:xmpp:omemo:2</c> gets them inside the envelope (XEP-0420) or not at all: servers then
/// don't learn who read what, and when. The legacy namespace encrypts texts alone, so there they go beside, as they do where nothing is encrypted.</summary>
internal sealed class EncryptedReports(
    OmemoState state,
    OmemoDirectory directory,
    Func<MessageStanza, CancellationToken, ValueTask> send,
    Func<Jid, bool> maySpendFetch,
    TimeProvider time
)
{
    // Lists that change with every look at them do not get to keep us busy: the next report has another try.
    private const int MaxRounds = 2;

    /// <summary>Sends a report about a message that came encrypted like that: back the way it came.</summary>
    /// <returns>Whether it was sent.</returns>
    public Task<bool> SendAsync(MessageStanza report, EncryptionKind encryption, CancellationToken cancellationToken) =>
        SendAsync(report, encryption, send, cancellationToken);

    /// <summary>Sends it in a way of one's own, such as to learn when the server has it.</summary>
    /// <returns>Whether it was sent.</returns>
    public async Task<bool> SendAsync(
        MessageStanza report,
        EncryptionKind encryption,
        Func<MessageStanza, CancellationToken, ValueTask> by,
        CancellationToken cancellationToken
    )
    {
        if (encryption == EncryptionKind.Omemo2)
        {
            return await SendInsideAsync(report, by, cancellationToken).ConfigureAwait(false);
        }

        await by(report, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Sends a report about no message in particular: inside, if the peer has devices that read that.</summary>
    public async Task SendAsync(MessageStanza report, CancellationToken cancellationToken)
    {
        var list = await ListAsync(report.To!.Value.Bare, cancellationToken).ConfigureAwait(false);
        await SendAsync(report, list.Count > 0 ? EncryptionKind.Omemo2 : EncryptionKind.None, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> SendInsideAsync(
        MessageStanza report,
        Func<MessageStanza, CancellationToken, ValueTask> by,
        CancellationToken cancellationToken
    )
    {
        var peer = report.To!.Value.Bare;
        var envelope = SilentStanza.ContentOf(report, state.Account, time.GetUtcNow());
        for (var round = 0; round < MaxRounds; round++)
        {
            switch (await EncryptAsync(peer, envelope, cancellationToken).ConfigureAwait(false))
            {
                case OmemoReady ready:
                    await by(SilentStanza.Carry(report, ready.Envelopes[0]), cancellationToken).ConfigureAwait(false);
                    return true;

                // Devices that came since the last message, ours among them, would speak of a message that they can't read.
                case OmemoNeedsBundles needs when await MayFetchAsync(peer, needs, cancellationToken).ConfigureAwait(false):
                    await Requests
                        .ForEachAsync(
                            needs.Devices,
                            (needed, token) => directory.FetchBundleAsync(needed.Kind, needed.Owner, needed.Device, token),
                            cancellationToken
                        )
                        .ConfigureAwait(false);
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private Task<OmemoEncryptResult> EncryptAsync(Jid peer, byte[] envelope, CancellationToken cancellationToken) =>
        state.StepAsync(
            async machine =>
            {
                var step = await machine
                    .EncryptAsync([peer], new OmemoContent(Body: null, envelope), cancellationToken)
                    .ConfigureAwait(false);
                await state.CommitAsync((step as OmemoReady)?.Changes ?? [], cancellationToken).ConfigureAwait(false);
                return step;
            },
            cancellationToken
        );

    /// <summary>A report starts no conversation: it goes where messages have gone. And what peers can make us fetch is bounded.</summary>
    private async Task<bool> MayFetchAsync(Jid peer, OmemoNeedsBundles needs, CancellationToken cancellationToken)
    {
        var list = await ListAsync(peer, cancellationToken).ConfigureAwait(false);
        var strangers = needs.Devices.Count(device => device.Owner == peer);
        return strangers < list.Count && needs.Devices.All(device => maySpendFetch(device.Owner));
    }

    private async Task<IReadOnlyList<DeviceId>> ListAsync(Jid peer, CancellationToken cancellationToken) =>
        await state
            .StepAsync(
                async machine => await machine.GetDeviceListAsync(EncryptionKind.Omemo2, peer, cancellationToken).ConfigureAwait(false),
                cancellationToken
            )
            .ConfigureAwait(false)
        ?? [];
}
