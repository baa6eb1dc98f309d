// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;

namespace ChatSecure.Network.Xeps.Archive;

/// <summary>The results of a query, as they come in. Safe for concurrent use.</summary>
internal sealed class PendingPage(Jid archive, int max)
{
    // What a page may hold in memory, apart from its first message.
    private const long MaxWeight = 8 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly List<IncomingMessage> _messages = [];
    private int _count;
    private long _weight;
    private bool _isClosed;

    /// <summary>Whose archive was asked.</summary>
    public Jid Archive { get; } = archive;

    /// <summary>Whether more came than is held in memory at a time: then nothing is kept, and fewer messages are to be asked for.</summary>
    public bool IsTooHeavy { get; private set; }

    /// <summary>Adds a result; null for one that is malformed, which counts but is left out.</summary>
    public void Add(IncomingMessage? message)
    {
        lock (_lock)
        {
            if (_isClosed || ++_count > max || IsTooHeavy || message is null)
            {
                return;
            }

            _weight += message.Stanza.Element.Weigh();
            if (_messages.Count > 0 && _weight > MaxWeight)
            {
                IsTooHeavy = true;
                _messages.Clear();
                return;
            }

            _messages.Add(message);
        }
    }

    /// <summary>Ends the collecting. The results; null if there were more than asked for.</summary>
    public IReadOnlyList<IncomingMessage>? Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            return _count <= max ? _messages : null;
        }
    }
}
