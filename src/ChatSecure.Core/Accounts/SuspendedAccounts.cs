// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Stores;

namespace ChatSecure.Core.Accounts;

/// <summary>Remembers which accounts were connected when the app was suspended, and what their contacts showed: on a resumed stream the server does not say that
/// again.</summary>
internal sealed class SuspendedAccounts(IChatStore store)
{
    private const string Name = "suspended";

    public async Task WriteAsync(
        IEnumerable<(Jid Account, IReadOnlyList<(Jid Address, Availability Availability)> Presence)> accounts,
        CancellationToken cancellationToken
    )
    {
        foreach (var (account, presence) in accounts)
        {
            await new AccountRecords(store.Records, account).SetAsync(Name, Write(presence), cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<IReadOnlyList<(Jid Account, IReadOnlyList<(Jid Address, Availability Availability)> Presence)>> TakeAsync(
        CancellationToken cancellationToken
    )
    {
        var taken = new List<(Jid, IReadOnlyList<(Jid, Availability)>)>();
        foreach (var account in await store.Accounts.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            var records = new AccountRecords(store.Records, account.Jid);
            if (await records.GetAsync(Name, cancellationToken).ConfigureAwait(false) is { } content)
            {
                await records.SetAsync(Name, null, cancellationToken).ConfigureAwait(false);
                taken.Add((account.Jid, Read(content)));
            }
        }

        return taken;
    }

    internal static byte[] Write(IReadOnlyList<(Jid Address, Availability Availability)> presence) =>
        Encoding.UTF8.GetBytes(
            string.Join('\n', presence.Select(one => string.Create(CultureInfo.InvariantCulture, $"{(int)one.Availability} {one.Address}")))
        );

    internal static List<(Jid Address, Availability Availability)> Read(ReadOnlySpan<byte> content)
    {
        var presence = new List<(Jid, Availability)>();
        foreach (var line in Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (
                line.Split(' ', 2) is [var number, var address]
                && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var availability)
                && Jid.TryParse(address, out var jid)
            )
            {
                presence.Add((jid, (Availability)availability));
            }
        }

        return presence;
    }
}
