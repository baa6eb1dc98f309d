// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Testing.Server;

/// <summary>What outlives a connection (XEP-0198).</summary>
internal sealed class ResumableStream(Jid address)
{
    private readonly Lock _lock = new();
    private readonly Queue<byte[]> _unacknowledged = new();
    private uint _acknowledged;

    public Jid Address { get; } = address;

    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>How many stanzas came from the client.</summary>
    public uint Received { get; set; }

    /// <summary>How many stanzas the client has acknowledged.</summary>
    public uint Acknowledged
    {
        get
        {
            lock (_lock)
            {
                return _acknowledged;
            }
        }
    }

    public void Sent(byte[] stanza)
    {
        lock (_lock)
        {
            _unacknowledged.Enqueue(stanza);
        }
    }

    /// <summary>Takes the client's count.</summary>
    /// <returns>What it has not got.</returns>
    public IReadOnlyList<byte[]> Acknowledge(uint h)
    {
        lock (_lock)
        {
            while (_acknowledged != h && _unacknowledged.TryDequeue(out _))
            {
                _acknowledged++;
            }

            return [.. _unacknowledged];
        }
    }
}
