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
internal sealed class SuspendedAccounts(IRecordStore records)
{
    private const string Collection = "chatsecure.suspended";

    public async Task WriteAsync(
        IEnumerable<(Jid Account, IReadOnlyList<(Jid Address, Availability Availability)> Presence)> accounts,
        CancellationToken cancellationToken
    )
    {
        StoredRecord[] written = [.. accounts.Select(account => new StoredRecord(account.Account.ToString(), Write(account.Presence)))];
        await records.WriteAsync(Collection, written, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<(Jid Account, IReadOnlyList<(Jid Address, Availability Availability)> Presence)>> TakeAsync(
        CancellationToken cancellationToken
    )
    {
        var stored = await records.ListAsync(Collection, cancellationToken: cancellationToken).ConfigureAwait(false);
        await records
            .WriteAsync(Collection, [.. stored.Select(record => new StoredRecord(record.Key, null))], cancellationToken)
            .ConfigureAwait(false);
        return
        [
            .. from record in stored
            where Jid.TryParse(record.Key, out _)
            select (Jid.Parse(record.Key), Read(record.Value.GetValueOrDefault().Span)),
        ];
    }

    private static byte[] Write(IReadOnlyList<(Jid Address, Availability Availability)> presence) =>
        Encoding.UTF8.GetBytes(
            string.Join('\n', presence.Select(one => string.Create(CultureInfo.InvariantCulture, $"{(int)one.Availability} {one.Address}")))
        );

    private static IReadOnlyList<(Jid Address, Availability Availability)> Read(ReadOnlySpan<byte> content) =>
        [
            .. from line in Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            let parts = line.Split(' ', 2)
            where
                parts.Length == 2
                && Jid.TryParse(parts[1], out _)
                && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            select (Jid.Parse(parts[1]), (Availability)int.Parse(parts[0], CultureInfo.InvariantCulture)),
        ];
}
