// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Testing.Clients;
using ChatSecure.Tests;

namespace ChatSecure.Browser.Tests;

/// <summary>People and what they wrote, for screens to show.</summary>
internal static class Scene
{
    public static readonly Jid Me = Jid.Parse("you@example.org");
    public static readonly Jid Amina = Jid.Parse("amina@example.org");
    public static readonly Jid Tenzin = Jid.Parse("tenzin@example.net");

    /// <summary>An engine with a conversation of every kind of message, a second one, a request and a group of devices.</summary>
    public static async Task<InMemoryChatClient> FillAsync()
    {
        var network = new InMemoryNetwork();
        var client = await InMemoryChatClient.CreateAsync(network, Me);
        var amina = await InMemoryChatClient.CreateAsync(network, Amina);
        var tenzin = await InMemoryChatClient.CreateAsync(network, Tenzin);
        await client.Contacts.AddAsync(Me, Amina, "Amina");
        await amina.Contacts.AcceptAsync(Amina, Me);
        await client.Contacts.AddAsync(Me, Tenzin, "Tenzin");
        await tenzin.Contacts.AcceptAsync(Tenzin, Me);
        var guest = await InMemoryChatClient.CreateAsync(network, Jid.Parse("stranger@example.com"));
        await guest.Contacts.AddAsync(Jid.Parse("stranger@example.com"), Me);

        await SayAsync(tenzin, Tenzin, "See you at the *library* at six?");
        await SayAsync(amina, Amina, "Good morning! Did you read `chapter 3`?\n> The sea was calm\nI loved *that* part.");
        await SayAsync(client, Me, "Yes, twice. It is https://example.org/book", Amina);
        await SayAsync(amina, Amina, "🎉🎉");
        await SayAsync(amina, Amina, "صباح الخير، كيف حالك؟");
        await client.Contacts.BlockAsync(Me, Jid.Parse("mallory@example.net"));
        await client.Persona.SetNicknameAsync(Me, "You");
        await client.Persona.SetAvatarAsync(Me, await File.ReadAllBytesAsync(Repository.PathTo("build", "icon.png")));
        var first = (await client.Conversations.HistoryAsync(new(Me, Amina))).Messages[0];
        await client.Conversations.ReactAsync(new(first.Conversation, first.Direction, first.Id), ["❤️"]);
        await client.Conversations.SendAsync(new(Me, Amina), new("That one, yes.") { ReplyTo = first.Id });
        await client.ReceiveAsync(
            Message("m-verified", "This came from a key that you compared.", EncryptionKind.Omemo2, TrustLevel.Verified),
            Message("m-plain", "This one went in the clear.", EncryptionKind.None, null),
            Message("m-broken", null, EncryptionKind.Omemo2, null) with
            {
                DecryptFailure = DecryptFailure.NoSession,
            }
        );
        return client;
    }

    private static Task SayAsync(InMemoryChatClient client, Jid from, string text, Jid? to = null) =>
        client.Conversations.SendAsync(new(from, to ?? Me), new(text));

    private static ChatMessage Message(string id, string? body, EncryptionKind encryption, TrustLevel? trust) =>
        new()
        {
            Conversation = new(Me, Amina),
            Id = new(id),
            From = Amina,
            Direction = MessageDirection.Incoming,
            Timestamp = TimeProvider.System.GetUtcNow(),
            Body = body,
            Encryption = encryption,
            Trust = trust,
        };
}
