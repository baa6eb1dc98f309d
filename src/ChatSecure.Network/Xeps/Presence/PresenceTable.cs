// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;

namespace ChatSecure.Network.Xeps.Presence;

/// <summary>Who shows what on which device. Bounded: whoever floods us with presences fills its own row, and at the end only keeps newcomers out. Safe for
/// concurrent use.</summary>
internal sealed class PresenceTable
{
    public const int MaxAddresses = 10_000;
    public const int MaxResources = 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<Jid, Dictionary<string, Availability>> _rows = [];

    public Availability Get(Jid bare)
    {
        lock (_lock)
        {
            return Best(bare);
        }
    }

    /// <summary>Notes what a device shows. True if the best of the account's devices changed.</summary>
    public bool Update(Jid from, Availability availability, out Availability best)
    {
        lock (_lock)
        {
            var before = Best(from.Bare);
            if (availability == Availability.Offline)
            {
                Remove(from);
            }
            else
            {
                Set(from, availability);
            }

            best = Best(from.Bare);
            return best != before;
        }
    }

    /// <summary>Forgets all. The bare addresses that showed something.</summary>
    public IReadOnlyList<Jid> Clear()
    {
        lock (_lock)
        {
            Jid[] all = [.. _rows.Keys];
            _rows.Clear();
            return all;
        }
    }

    private void Set(Jid from, Availability availability)
    {
        if (!_rows.TryGetValue(from.Bare, out var row))
        {
            if (_rows.Count >= MaxAddresses)
            {
                return;
            }

            _rows[from.Bare] = row = [];
        }

        var resource = from.Resource ?? string.Empty;
        if (row.Count < MaxResources || row.ContainsKey(resource))
        {
            row[resource] = availability;
        }
    }

    private void Remove(Jid from)
    {
        // From the bare address it speaks of all devices.
        if (from.Resource is null)
        {
            _rows.Remove(from);
        }
        else if (_rows.TryGetValue(from.Bare, out var row) && row.Remove(from.Resource) && row.Count == 0)
        {
            _rows.Remove(from.Bare);
        }
    }

    private Availability Best(Jid bare) => _rows.TryGetValue(bare, out var row) ? row.Values.MaxBy(Rank) : Availability.Offline;

    private static int Rank(Availability availability) =>
        availability switch
        {
            Availability.Chat => 5,
            Availability.Online => 4,
            Availability.Away => 3,
            Availability.ExtendedAway => 2,
            Availability.DoNotDisturb => 1,
            _ => 0,
        };
}
