// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Encryption;
using ChatSecure.Core.Groups;
using ChatSecure.Core.Sync;
using ChatSecure.Crypto.Otr;

namespace ChatSecure.Core.Accounts;

/// <content>Parts that take some making.</content>
internal sealed partial class AccountSession
{
    // Whom nobody asked to see us is told nothing, and neither is anybody by whom the person does not want to be watched.
    private async ValueTask<TimeSpan?> TellIdleAsync(Jid asker, CancellationToken cancellationToken) =>
        Privacy.Current is { LastSeen: true, Presence: true }
        && await Contacts.SeesUsAsync(asker.Bare, cancellationToken).ConfigureAwait(false)
            ? _services.Time.GetUtcNow() - (Persona.IdleSince ?? _services.Time.GetUtcNow())
            : null;

    private OtrCoordinator? CreateOtr()
    {
        if (!BrandRules.AllowsOtr(_services))
        {
            return null;
        }

        var store = _services.Store;
        var queue = new OtrQueue(
            (stanza, token) => Client.SendAsync(stanza, token),
            (stanza, token) => Client.SendAckedAsync(stanza, token)
        );
        var machine = new OtrMachine(
            Account,
            store.CryptoState,
            _services.Brand.Policy.TrustPolicy,
            BrandRules.OtrOf(_services.Brand),
            _services.Time
        );
        return new OtrCoordinator(
            Account,
            store,
            machine,
            queue,
            _services.Events,
            _services.Time,
            () => _outbox?.Wake(),
            () => OtrNewKey.Create()
        );
    }

    private GroupBook CreateGroups()
    {
        var inbox = new RoomInbox(
            Account,
            _services.Store,
            Omemo,
            _services.Events,
            _replies,
            _services.Waiters,
            Modules.Rooms.Find,
            _services.Time,
            _logger
        );
        return new GroupBook(
            Account,
            _services.Store,
            Modules,
            inbox,
            _services.Events,
            _followUps,
            Audience,
            () => _outbox?.Wake(),
            _services.Time,
            _logger
        );
    }
}
