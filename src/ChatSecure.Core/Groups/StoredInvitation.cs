// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Text.Json;
using ChatSecure.Addressing;
using ChatSecure.Network.Xeps.GroupChat.Invitations;

namespace ChatSecure.Core.Groups;

/// <summary>An invitation as it is kept over a restart.</summary>
/// <param name="Invitation">The invitation.</param>
/// <param name="ReceivedAt">When it came.</param>
internal sealed record StoredInvitation(RoomInvitation Invitation, DateTimeOffset ReceivedAt)
{
    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("inviter", Invitation.Inviter.ToString());
            json.WriteBoolean("mediated", Invitation.IsMediated);
            json.WriteString("password", Invitation.Password);
            json.WriteString("reason", Invitation.Reason);
            json.WriteBoolean("continues", Invitation.Continues);
            json.WriteString("thread", Invitation.Thread);
            json.WriteNumber("at", ReceivedAt.ToUnixTimeMilliseconds());
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <returns>The invitation; null if the record can't be read.</returns>
    public static StoredInvitation? Read(string room, ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            var invitation = new RoomInvitation(
                Jid.Parse(room),
                Jid.Parse(root.GetProperty("inviter").GetString()!),
                root.GetProperty("mediated").GetBoolean()
            )
            {
                Password = root.GetProperty("password").GetString(),
                Reason = root.GetProperty("reason").GetString(),
                Continues = root.GetProperty("continues").GetBoolean(),
                Thread = root.GetProperty("thread").GetString(),
            };
            return new(invitation, DateTimeOffset.FromUnixTimeMilliseconds(root.GetProperty("at").GetInt64()));
        }
        catch (Exception error)
            when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
