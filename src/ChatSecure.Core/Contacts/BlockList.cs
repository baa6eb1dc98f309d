// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Core.Accounts;
using ChatSecure.Network.Xeps.Blocking;

namespace ChatSecure.Core.Contacts;

/// <summary>Whom one account blocks, as its server last said; kept over a restart, so that who is blocked counts as that before there is a connection, too. Safe for
/// concurrent use.</summary>
internal sealed class BlockList(AccountRecords records)
{
    private const string Name = "blocked";

    // No address holds one.
    private const char Separator = '\n';

    private readonly Lock _lock = new();
    private volatile ImmutableHashSet<Jid> _addresses = [];

    // What was told since the list was asked for: the answer may have been written before, and be read after.
    private List<BlockingChange>? _meanwhile;

    public IReadOnlyCollection<Jid> Addresses => _addresses;

    /// <summary>Whether that very address is in the list, and can be taken off it.</summary>
    public bool Contains(Jid address) => _addresses.Contains(address);

    /// <summary>Whether nothing of that address is to reach us: it is in the list, or its account or server is (XEP-0191, section 2).</summary>
    public bool Covers(Jid address)
    {
        var addresses = _addresses;
        return !addresses.IsEmpty
            && (
                addresses.Contains(address)
                || addresses.Contains(address.Bare)
                || (Jid.TryParse(address.Domain, out var server) && addresses.Contains(server))
            );
    }

    /// <summary>Reads what former processes knew. To be called once, before anything else.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var content = await records.GetAsync(Name, cancellationToken).ConfigureAwait(false) ?? [];
        var addresses = ImmutableHashSet.CreateBuilder<Jid>();
        foreach (var line in Encoding.UTF8.GetString(content).Split(Separator))
        {
            if (Jid.TryParse(line, out var address))
            {
                addresses.Add(address);
            }
        }

        _addresses = addresses.ToImmutable();
    }

    /// <summary>Takes what the server says in place of what was known. If it says nothing, that stays.</summary>
    /// <returns>Who is blocked now and was not, and the other way round.</returns>
    public async Task<IReadOnlyCollection<Jid>> FetchAsync(
        Func<CancellationToken, Task<IReadOnlyList<Jid>>> fetch,
        CancellationToken cancellationToken
    )
    {
        var meanwhile = new List<BlockingChange>();
        lock (_lock)
        {
            _meanwhile = meanwhile;
        }

        ImmutableHashSet<Jid> former,
            now;
        try
        {
            now = [.. await fetch(cancellationToken).ConfigureAwait(false)];
        }
        catch
        {
            EndFetching(meanwhile);
            throw;
        }

        lock (_lock)
        {
            former = _addresses;
            now = meanwhile.Aggregate(now, With);
            _addresses = now;
            EndFetching(meanwhile);
        }

        return await KeepAsync(former, now, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes in a change that the server tells of.</summary>
    /// <returns>Who is blocked now and was not, or the other way round.</returns>
    public async Task<IReadOnlyCollection<Jid>> ApplyAsync(BlockingChange change, CancellationToken cancellationToken)
    {
        ImmutableHashSet<Jid> former,
            now;
        lock (_lock)
        {
            former = _addresses;
            now = With(former, change);
            _addresses = now;
            _meanwhile?.Add(change);
        }

        return await KeepAsync(former, now, cancellationToken).ConfigureAwait(false);
    }

    // Unblocking without addresses unblocks everybody (XEP-0191, section 3.4).
    private static ImmutableHashSet<Jid> With(ImmutableHashSet<Jid> addresses, BlockingChange change) =>
        change.IsBlocked ? addresses.Union(change.Addresses)
        : change.Addresses.Count > 0 ? addresses.Except(change.Addresses)
        : [];

    private void EndFetching(List<BlockingChange> meanwhile)
    {
        lock (_lock)
        {
            _meanwhile = _meanwhile == meanwhile ? null : _meanwhile;
        }
    }

    private async Task<IReadOnlyCollection<Jid>> KeepAsync(
        ImmutableHashSet<Jid> former,
        ImmutableHashSet<Jid> now,
        CancellationToken cancellationToken
    )
    {
        var changed = former.SymmetricExcept(now);
        if (changed.IsEmpty)
        {
            return changed;
        }

        // Who wrote last looks last: what is kept in the end is what holds, in whatever order two changes are written.
        ImmutableHashSet<Jid> written;
        do
        {
            written = _addresses;
            await records.SetAsync(Name, Write(written), cancellationToken).ConfigureAwait(false);
        } while (written != _addresses);

        return changed;
    }

    private static byte[]? Write(ImmutableHashSet<Jid> addresses) =>
        addresses.IsEmpty ? null : Encoding.UTF8.GetBytes(string.Join(Separator, addresses));
}
