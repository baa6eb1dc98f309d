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

    /// <summary>The most characters that all addresses together may have, and all texts together: a single one may have thousands.</summary>
    public const int MaxCharacters = 4 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<Jid, Dictionary<string, ContactPresence>> _rows = [];
    private int _characters;
    private int _textCharacters;

    public ContactPresence Get(Jid bare)
    {
        lock (_lock)
        {
            return Best(bare);
        }
    }

    /// <summary>Notes what a device shows. True if the best of the account's devices changed.</summary>
    public bool Update(Jid from, ContactPresence presence, out ContactPresence best)
    {
        lock (_lock)
        {
            var before = Best(from.Bare);
            if (presence.Availability == Availability.Offline)
            {
                Remove(from);
            }
            else
            {
                Set(from, presence);
            }

            best = Best(from.Bare);
            return best != before;
        }
    }

    /// <summary>All that is known, device by device.</summary>
    public IReadOnlyList<(Jid Address, Availability Availability)> List()
    {
        lock (_lock)
        {
            return
            [
                .. from row in _rows
                from device in row.Value
                select (device.Key.Length == 0 ? row.Key : row.Key.WithResource(device.Key), device.Value.Availability),
            ];
        }
    }

    /// <summary>Forgets all. The bare addresses that showed something.</summary>
    public IReadOnlyList<Jid> Clear()
    {
        lock (_lock)
        {
            Jid[] all = [.. _rows.Keys];
            _rows.Clear();
            (_characters, _textCharacters) = (0, 0);
            return all;
        }
    }

    private void Set(Jid from, ContactPresence presence)
    {
        var resource = from.Resource ?? string.Empty;
        var row = _rows.GetValueOrDefault(from.Bare);
        if (row?.ContainsKey(resource) != true)
        {
            var size = resource.Length + (row is null ? Length(from.Bare) : 0);
            if ((row is null ? _rows.Count >= MaxAddresses : row.Count >= MaxResources) || _characters + size > MaxCharacters)
            {
                return;
            }

            _characters += size;
            row ??= _rows[from.Bare] = [];
        }

        // A text too many is left out; who is there is not.
        var former = row.GetValueOrDefault(resource).Status?.Length ?? 0;
        if (_textCharacters - former + (presence.Status?.Length ?? 0) > MaxCharacters)
        {
            presence = presence with { Status = null };
        }

        _textCharacters += (presence.Status?.Length ?? 0) - former;
        row[resource] = presence;
    }

    private void Remove(Jid from)
    {
        if (!_rows.TryGetValue(from.Bare, out var row))
        {
            return;
        }

        // From the bare address it speaks of all devices.
        if (from.Resource is null)
        {
            _characters -= row.Keys.Sum(resource => resource.Length);
            _textCharacters -= row.Values.Sum(presence => presence.Status?.Length ?? 0);
            row.Clear();
        }
        else if (row.Remove(from.Resource, out var former))
        {
            _characters -= from.Resource.Length;
            _textCharacters -= former.Status?.Length ?? 0;
        }

        if (row.Count == 0)
        {
            _rows.Remove(from.Bare);
            _characters -= Length(from.Bare);
        }
    }

    private static int Length(Jid bare) => (bare.Local?.Length ?? 0) + bare.Domain.Length;

    private ContactPresence Best(Jid bare) =>
        _rows.TryGetValue(bare, out var row) ? row.Values.MaxBy(presence => Rank(presence.Availability)) : default;

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
