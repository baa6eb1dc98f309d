// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Encryption;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Stores;

namespace ChatSecure.Core.Groups;

/// <summary>Tells a group that we type (XEP-0085): in a private one encrypted as a message is, or not at all. Nothing is fetched for it, and in a large group it is
/// left alone.</summary>
internal sealed class RoomTyping(
    Jid account,
    GroupAudience audience,
    OmemoCoordinator omemo,
    Func<MessageStanza, CancellationToken, ValueTask> send,
    TimeProvider time
)
{
    private const int MaxReaders = 20;

    public async Task SendAsync(RoomKeeper group, TypingState state, CancellationToken cancellationToken)
    {
        // XEP-0085, section 5.5: who leaves a room says so by leaving.
        if (group.State != Messaging.GroupState.Joined || state == TypingState.Gone)
        {
            return;
        }

        var report = ChatStates.CreateChatState(group.Address, state);
        report.Type = "groupchat";
        try
        {
            if (!group.Group.IsPrivate)
            {
                await send(report, cancellationToken).ConfigureAwait(false);
            }
            else if (await EncryptAsync(group.Address, report, cancellationToken).ConfigureAwait(false) is { } stanza)
            {
                await send(stanza, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ChatSecureException error) when (error.Kind is ErrorKind.CannotEncrypt or ErrorKind.TimedOut)
        {
            // What can't be said to all of them is not said.
        }
    }

    private async Task<MessageStanza?> EncryptAsync(Jid room, MessageStanza report, CancellationToken cancellationToken)
    {
        if (await audience.FindAsync(room, cancellationToken).ConfigureAwait(false) is not { Count: > 0 and <= MaxReaders } readers)
        {
            return null;
        }

        var envelope = SilentStanza.ContentOf(report, account, time.GetUtcNow());
        var (stanza, _) = await omemo
            .EncryptForGroupAsync(
                readers,
                new OmemoContent(Body: null, envelope),
                envelopes => (SilentStanza.Carry(report, envelopes[0]), new ChangeSet(account)),
                cancellationToken
            )
            .ConfigureAwait(false);
        return stanza;
    }
}
