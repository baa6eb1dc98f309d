// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Contacts;
using ChatSecure.Core.Encryption;
using ChatSecure.Core.Privacy;
using ChatSecure.Core.Sync;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Stores;

namespace ChatSecure.Core.Accounts;

/// <summary>Tells, as soon as the account is online, what is owed: senders that their messages are here (XEP-0184) and read (XEP-0333), our other devices what was
/// read (XEP-0490). It stands in the store until the server has it: twice is harmless, never is not.</summary>
internal sealed class OwedSender(
    Jid account,
    IChatStore store,
    XmppClient client,
    EncryptedReports reports,
    DisplayedSync displayed,
    ContactBook contacts,
    PrivacyBook privacy,
    FollowUps followUps,
    TimeProvider time
)
{
    private const int AtOnce = 100;
    private static readonly TimeSpan _pause = TimeSpan.FromMinutes(1);

    private volatile bool _isWoken;
    private int _isWaiting;

    /// <summary>Whether the sender of a message is owed that it is here, as far as is known now: nobody gets more of us than there is room for, and strangers take none
    /// of it.</summary>
    public async ValueTask<bool> OwesReceiptAsync(Jid sender, CancellationToken cancellationToken) =>
        privacy.Current.Receipts
        && await contacts.SeesUsAsync(sender.Bare, cancellationToken).ConfigureAwait(false)
        && client.Reactions.TrySpend(ReactionKind.Report, sender);

    /// <summary>What is owed when a conversation was read up to a message.</summary>
    /// <param name="last">The message.</param>
    /// <param name="tellsPeer">Whether the peer may be told.</param>
    public IReadOnlyList<OwedReport> OfRead(ChatMessage last, bool tellsPeer)
    {
        List<OwedReport> owed = [];
        var conversation = last.Conversation;
        if (tellsPeer && privacy.Current.ReadMarkers && last is { AsksForDisplayed: true, SenderName: null })
        {
            owed.Add(new(conversation, OwedKind.Displayed, conversation.Peer, last.Id.Value, last.Encryption));
        }

        if (last.ArchiveId is { } archiveId)
        {
            owed.Add(new(conversation, OwedKind.Synchronized, account, archiveId, last.Encryption));
        }

        return owed;
    }

    /// <summary>There may be something to tell.</summary>
    public void Wake()
    {
        _isWoken = true;
        followUps.Add(RunAsync);
    }

    // However often it was woken, it looks once.
    private async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!_isWoken)
        {
            return;
        }

        _isWoken = false;
        var owed = await store.Outbox.ListOwedAsync(account, cancellationToken).ConfigureAwait(false);
        var isAll = true;

        // Our own devices come last: their server may take its time, and others must not wait for that.
        foreach (var some in owed.OrderBy(report => report.Kind == OwedKind.Synchronized).Chunk(AtOnce))
        {
            isAll &= await TellAsync(some, cancellationToken).ConfigureAwait(false);
        }

        if (!isAll && Interlocked.Exchange(ref _isWaiting, 1) == 0)
        {
            _ = WakeLaterAsync();
        }
    }

    private async Task WakeLaterAsync()
    {
        await Task.Delay(_pause, time).ConfigureAwait(false);
        Volatile.Write(ref _isWaiting, 0);
        Wake();
    }

    /// <returns>Whether nothing of it is left.</returns>
    private async Task<bool> TellAsync(OwedReport[] owed, CancellationToken cancellationToken)
    {
        List<OwedReport> done = [];
        List<Task> acked = [];
        foreach (var report in owed)
        {
            if (await TellAsync(report, cancellationToken).ConfigureAwait(false) is { } told)
            {
                done.Add(report);
                acked.Add(told);
            }
        }

        await Task.WhenAll(acked).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (done.Count > 0)
        {
            await store.CommitAsync(new ChangeSet(account) { OwedDone = done }, cancellationToken).ConfigureAwait(false);
        }

        return done.Count == owed.Length;
    }

    /// <returns>Ends when the server has it, or at once if it is not to be told; null if it has to wait.</returns>
    private async Task<Task?> TellAsync(OwedReport report, CancellationToken cancellationToken)
    {
        try
        {
            return report.Kind switch
            {
                OwedKind.Synchronized => await displayed.PublishAsync(report, cancellationToken).ConfigureAwait(false)
                    ? Task.CompletedTask
                    : null,
                OwedKind.Received when privacy.Current.Receipts => await SendAsync(
                        Receipts.CreateReceipt(report.To, report.About),
                        report,
                        cancellationToken
                    )
                    .ConfigureAwait(false),
                OwedKind.Displayed when privacy.Current.ReadMarkers => await MarkAsync(report, cancellationToken).ConfigureAwait(false),
                _ => Task.CompletedTask,
            };
        }
        catch (StanzaErrorException error) when (error.ErrorType == "wait")
        {
            return null;
        }
        catch (ChatSecureException error) when (IsFinal(error))
        {
            return Task.CompletedTask;
        }
    }

    // One marker stands for all before it: the newest one waits until there is room.
    private async Task<Task?> MarkAsync(OwedReport report, CancellationToken cancellationToken) =>
        client.Reactions.TrySpend(ReactionKind.Report, report.To)
            ? await SendAsync(Markers.CreateDisplayed(report.To, report.About), report, cancellationToken).ConfigureAwait(false)
            : null;

    // Both tell that we are here; only those may know who see our presence (XEP-0184, section 8).
    private async Task<Task> SendAsync(MessageStanza stanza, OwedReport report, CancellationToken cancellationToken)
    {
        var acked = Task.CompletedTask;
        if (await contacts.SeesUsAsync(report.To.Bare, cancellationToken).ConfigureAwait(false))
        {
            await reports
                .SendAsync(
                    stanza,
                    report.Encryption,
                    async (sent, token) => acked = await client.SendAckedAsync(sent, token).ConfigureAwait(false),
                    cancellationToken
                )
                .ConfigureAwait(false);
        }

        return acked;
    }

    // What will be refused again need not be tried again.
    private static bool IsFinal(ChatSecureException error) =>
        error.Kind is ErrorKind.Protocol or ErrorKind.NotSupported or ErrorKind.InvalidInput or ErrorKind.CannotEncrypt;
}
