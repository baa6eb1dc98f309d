// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;

namespace ChatSecure.Testing.Clients;

/// <summary>What the network knows of an account.</summary>
internal sealed class NetworkAccount
{
    public byte[] Password { get; set; } = [];

    /// <summary>The clients that are connected to it.</summary>
    public List<InMemorySession> Online { get; } = [];

    /// <summary>What waits for one to connect.</summary>
    public Queue<Parcel> Waiting { get; } = [];

    public NetworkPersona Persona { get; set; } = new();

    /// <summary>The invitations that it made and nobody has used: until when each counts, and for whom alone.</summary>
    public Dictionary<string, (DateTimeOffset End, Jid? For)> Invitations { get; } = [];

    /// <summary>Whether an invitation counts for that address. If it does, it counts no more.</summary>
    public bool Redeem(string token, Jid by, DateTimeOffset now) =>
        Invitations.TryGetValue(token, out var invitation)
        && invitation.End > now
        && (invitation.For is not { } only || only == by)
        && Invitations.Remove(token);

    /// <summary>Where its owner is now; null as long as here.</summary>
    public Jid? MovedTo { get; set; }

    /// <summary>The keys of its devices, each once.</summary>
    public List<(DeviceId Device, Fingerprint Key)> Devices { get; } = [];
}
