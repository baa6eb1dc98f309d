// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Timeline;

/// <summary>What is kept of a conversation beside its messages, with how far the keys that it is about are trusted now.</summary>
internal sealed class NoteBook
{
    // As many as the engine keeps.
    private const int MaxNotes = 200;

    private readonly Dictionary<string, ConversationNote> _notes = new(StringComparer.Ordinal);
    private readonly Dictionary<(Jid Owner, DeviceId Device, Fingerprint Key), TrustLevel> _trust = [];

    /// <summary>Whose devices have to be known to tell of them.</summary>
    public static IReadOnlyList<Jid> OwnersIn(IReadOnlyList<ConversationNote> notes) =>
        [.. notes.Where(IsOfDevice).Select(note => note.Who!.Value).Distinct()];

    public static bool IsOfDevice(ConversationNote note) =>
        note is { Who: not null, Kind: ConversationNoteKind.DeviceAdded or ConversationNoteKind.KeyChanged };

    /// <summary>Whether somebody's devices are told of.</summary>
    public bool IsAbout(Jid owner) => _notes.Values.Any(note => IsOfDevice(note) && note.Who == owner);

    /// <summary>Takes what is stored, and what is known of the devices now.</summary>
    public void Set(IReadOnlyList<ConversationNote> notes, IEnumerable<DeviceInfo> devices)
    {
        _notes.Clear();
        foreach (var note in notes)
        {
            _notes[note.Id] = note;
        }

        foreach (var device in devices)
        {
            Learn(device);
        }
    }

    /// <summary>Takes one that is new.</summary>
    public void Add(ConversationNote note)
    {
        _notes[note.Id] = note;
        if (_notes.Count > MaxNotes)
        {
            _notes.Remove(_notes.Values.MinBy(known => known.At)!.Id);
        }
    }

    /// <summary>Takes what is known of a device now.</summary>
    public void Learn(DeviceInfo device)
    {
        if (device.Fingerprint is { } key)
        {
            _trust[(device.Owner, device.Device, key)] = device.Trust;
        }
    }

    /// <summary>What is to be shown, in no order.</summary>
    public IEnumerable<TimelineRows.Notice> Notices(NoteWords words) => _notes.Values.Select(note => words.Notice(note, TrustOf(note)));

    // Of a device that shows several keys, the one that wants a decision counts.
    private TrustLevel? TrustOf(ConversationNote note)
    {
        var levels = _trust
            .Where(known =>
                (note.Device, note.Key) is not (null, null)
                && known.Key.Owner == note.Who
                && (note.Device ?? known.Key.Device) == known.Key.Device
                && (note.Key ?? known.Key.Key) == known.Key.Key
            )
            .Select(known => known.Value)
            .ToList();
        return levels.Count == 0 ? null
            : levels.Contains(TrustLevel.Undecided) ? TrustLevel.Undecided
            : levels[0];
    }
}
