// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Otr.Import;
using ChatSecure.Crypto.Otr.State;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Crypto.Otr;

/// <content>Taking over what another client had.</content>
public sealed partial class OtrMachine
{
    /// <summary>Takes over the key of another client, so that contacts go on seeing the same fingerprint. It takes the place of the one that
    /// <see cref="OpenAsync"/> made.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Who we are now, and what to commit.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: a conversation is under way.</exception>
    public ValueTask<OtrIdentity> ImportKeyAsync(OtrImportedKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        return new(Import(records => records.PutKey(key.Key), key.Fingerprint, _tag));
    }

    /// <summary>Takes over the instance tag of another client that is not used any more.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Who we are now, and what to commit.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: a conversation is under way.</exception>
    public async ValueTask<OtrIdentity> ImportTagAsync(OtrImportedTag tag, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tag);
        var work = new StoreWork(_context.Account, _context.Store, _context.Policy);
        using var key = await new OtrRecords(work).GetKeyAsync(cancellationToken).ConfigureAwait(false);
        return Import(records => records.PutTag(tag.Tag), key.Public.Fingerprint, tag.Tag);
    }

    /// <summary>Takes over what another client knows of a contact's key. A decision that was made here stands.</summary>
    /// <param name="peer">Whose key; its bare address counts.</param>
    /// <param name="fingerprint">The key.</param>
    /// <param name="isVerified">Whether it was verified there. If not, the policy decides, as if the key had been seen here.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What to commit.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: it is no OTR fingerprint.</exception>
    public async ValueTask<OtrStep> ImportFingerprintAsync(
        Jid peer,
        Fingerprint fingerprint,
        bool isVerified,
        CancellationToken cancellationToken = default
    )
    {
        if (!fingerprint.IsOtr)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "This is no OTR fingerprint.");
        }

        using var turn = _gate.Enter();
        var step = await BeginAsync(peer, cancellationToken).ConfigureAwait(false);
        var known = await step.Trust.FindAsync(peer.Bare, fingerprint, cancellationToken).ConfigureAwait(false);
        if (isVerified && known is null or TrustLevel.Undecided)
        {
            step.Trust.Put(peer.Bare, fingerprint, TrustLevel.Verified);
        }
        else if (known is null)
        {
            await step.Trust.MeetAsync(peer.Bare, fingerprint, replaces: false, cancellationToken).ConfigureAwait(false);
        }

        return new(Finish(step));
    }

    private OtrIdentity Import(Action<OtrRecords> put, Fingerprint fingerprint, uint? tag)
    {
        using var turn = _gate.Enter();
        if (_conversations.Values.Any(conversation => conversation.IsInUse))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "End all private conversations first.");
        }

        var work = new StoreWork(_context.Account, _context.Store, _context.Policy);
        put(new OtrRecords(work));
        _conversations.Clear();
        _pending = null;
        _tag = tag ?? throw NotOpened();
        return new(fingerprint, tag.Value, work.Changes);
    }
}
