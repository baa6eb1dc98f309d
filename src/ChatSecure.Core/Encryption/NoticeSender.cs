// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Trust;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Omemo;

namespace ChatSecure.Core.Encryption;

/// <summary>Tells other devices what was decided about keys (automatic trust management, XEP-0450). What is to be told stands in the store since the decision;
/// it is sent when there is a connection, and forgotten when the server has acknowledged it: a process that ends in between sends it again, which changes
/// nothing at who had it.</summary>
internal sealed class NoticeSender(OmemoState state, Func<MessageStanza, CancellationToken, ValueTask<Task>> sendAcked)
{
    /// <summary>Sends what is to be told, each when the one before has been acknowledged. Must not be called concurrently.</summary>
    /// <exception cref="ChatSecureException">The connection went, or the store can't be written: what was not acknowledged is still to be told.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var notice in await PendingAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await EncryptAsync(notice, cancellationToken).ConfigureAwait(false) is { } stanza)
            {
                var acked = await sendAcked(stanza, cancellationToken).ConfigureAwait(false);
                await acked.WaitAsync(cancellationToken).ConfigureAwait(false);
                await ForgetAsync(notice, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private Task<IReadOnlyList<OmemoTrustNotice>> PendingAsync(CancellationToken cancellationToken) =>
        state.StepAsync(
            async machine =>
            {
                var pending = await machine.GetPendingNoticesAsync(cancellationToken).ConfigureAwait(false);
                await state.CommitAsync(pending.Changes, cancellationToken).ConfigureAwait(false);
                return pending.Notices;
            },
            cancellationToken
        );

    /// <returns>The message; null if none of the devices that it is for can be reached yet.</returns>
    private async Task<MessageStanza?> EncryptAsync(OmemoTrustNotice notice, CancellationToken cancellationToken)
    {
        var content = TrustNotices.Write(notice, state.Account);
        var ready = await state
            .StepAsync(
                async machine =>
                {
                    var ready = await machine.EncryptNoticeAsync(notice, content, cancellationToken).ConfigureAwait(false) as OmemoReady;
                    await state.CommitAsync(ready?.Changes ?? [], cancellationToken).ConfigureAwait(false);
                    return ready;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        if (ready is null)
        {
            return null;
        }

        var stanza = new MessageStanza(notice.To) { Id = MessageId.Create().Value };
        OmemoPayload.Add(stanza, ready.Envelopes);
        return stanza;
    }

    private Task<bool> ForgetAsync(OmemoTrustNotice notice, CancellationToken cancellationToken) =>
        state.StepAsync(
            async machine =>
            {
                var changes = await machine.ForgetNoticeAsync(notice, cancellationToken).ConfigureAwait(false);
                await state.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken
        );
}
