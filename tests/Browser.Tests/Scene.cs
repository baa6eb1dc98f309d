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

    public static readonly Jid Stranger = Jid.Parse("zane@example.com");

    /// <summary>A link that somebody wrote, and that leads somewhere.</summary>
    public const string Link = "https://example.org/book";

    /// <summary>The group that they are in.</summary>
    public const string Group = "Book club";

    /// <summary>The message with the file that is not here.</summary>
    public static MessageRef Elsewhere { get; } = new(new(Me, Amina), MessageDirection.Incoming, new("m-elsewhere"));

    /// <summary>An engine with a conversation of every kind of message and file, read and unread, a second one, a group, an invitation to another, somebody who
    /// asks to be a contact, and what a server says of itself.</summary>
    public static async Task<InMemoryChatClient> FillAsync()
    {
        var network = new InMemoryNetwork();
        var client = await InMemoryChatClient.CreateAsync(network, Me);
        var amina = await InMemoryChatClient.CreateAsync(network, Amina);
        var tenzin = await InMemoryChatClient.CreateAsync(network, Tenzin);
        (client.AllowsOtr, amina.AllowsOtr) = (true, true);
        network.AddPage(new(Link) { Title = "The book of tides", Description = "All there is to know of the sea." });
        await client.Contacts.AddAsync(Me, Amina, "Amina");
        await amina.Contacts.AcceptAsync(Amina, Me);
        await client.Contacts.AddAsync(Me, Tenzin, "Tenzin");
        await tenzin.Contacts.AcceptAsync(Tenzin, Me);
        var guest = await InMemoryChatClient.CreateAsync(network, Jid.Parse("stranger@example.com"));
        await guest.Contacts.AddAsync(Jid.Parse("stranger@example.com"), Me);

        await SayAsync(tenzin, Tenzin, "See you at the *library* at six?");
        await SayAsync(amina, Amina, "Good morning! Did you read `chapter 3`?\n> The sea was calm\nI loved *that* part.");
        await SayAsync(client, Me, $"Yes, twice. It is {Link}", Amina);
        await SayAsync(amina, Amina, "🎉🎉");
        await SayAsync(amina, Amina, "صباح الخير، كيف حالك؟");
        await client.Contacts.BlockAsync(Me, Jid.Parse("mallory@example.net"));
        await client.Persona.SetNicknameAsync(Me, "You");
        await client.Persona.SetAvatarAsync(Me, await File.ReadAllBytesAsync(Repository.PathTo("build", "icon.png")));
        var first = (await client.Conversations.HistoryAsync(new(Me, Amina))).Messages[0];
        await client.Conversations.ReactAsync(new(first.Conversation, first.Direction, first.Id), ["❤️"]);
        await client.Conversations.SendAsync(new(Me, Amina), new("That one, yes.") { ReplyTo = first.Id });
        await FilesAsync(client);
        await client.Conversations.MarkReadAsync(new(Me, Amina));
        await client.ReceiveAsync(
            Own("m-failed", "This one did not go out.", DeliveryState.Failed),
            Own("m-queued", "This one waits.", DeliveryState.Queued),
            Message("m-verified", "This came from a key that you compared.", EncryptionKind.Omemo2, TrustLevel.Verified),
            Message("m-plain", "This one went in the clear.", EncryptionKind.None, null),
            Message("m-broken", null, EncryptionKind.Omemo2, null) with
            {
                DecryptFailure = DecryptFailure.NoSession,
            }
        );
        await GroupsAsync(client, amina, tenzin);
        network.RegistrationForm = Form();
        client.Findings =
        [
            new("Connection", "Encryption of the line", DoctorGrade.Good, "TLS 1.3"),
            new("Messages", "Archive", DoctorGrade.Limited, "It keeps a week."),
            new("Files", "Upload", DoctorGrade.Bad, "The server takes no files."),
        ];
        return client;
    }

    /// <summary>What somebody wrote who is no contact.</summary>
    public static ChatMessage FromStranger() =>
        Message("m-stranger", "Hello! Are you the one with the boat?", EncryptionKind.Omemo2, TrustLevel.Trusted) with
        {
            Conversation = new(Me, Stranger),
            From = Stranger,
        };

    private static async Task FilesAsync(InMemoryChatClient client)
    {
        var picture = await AddAsync(
            client,
            "sunset.png",
            "image/png",
            await File.ReadAllBytesAsync(Repository.PathTo("build", "icon.png"))
        );
        var voice = await AddAsync(client, "voice.ogg", "audio/ogg", "OggS"u8.ToArray());
        var film = await AddAsync(client, "waves.mp4", "video/mp4", "\0\0\0\u0010ftypisom\0\0\0\0"u8.ToArray());
        await client.ReceiveAsync(
            Message("m-picture", "The sunset from the hill", EncryptionKind.Omemo2, TrustLevel.Trusted) with
            {
                Attachments = [picture with { Description = "A red sun above the sea" }],
            },
            Message("m-voice", string.Empty, EncryptionKind.Omemo2, TrustLevel.Trusted) with
            {
                Attachments = [voice with { IsInline = true, Duration = TimeSpan.FromSeconds(12) }],
            },
            Message("m-film", string.Empty, EncryptionKind.Omemo2, TrustLevel.Trusted) with
            {
                Attachments = [film],
            },
            Message(Elsewhere.Id.Value, string.Empty, EncryptionKind.Omemo2, TrustLevel.Trusted) with
            {
                Attachments =
                [
                    new()
                    {
                        FileName = "A chapter that nobody has read yet.pdf",
                        MediaType = "application/pdf",
                        Size = 245_760,
                        Source = "https://files.example.net/chapter",
                    },
                ],
            }
        );
    }

    private static async Task<Attachment> AddAsync(InMemoryChatClient client, string name, string type, byte[] content)
    {
        using var stream = new MemoryStream(content);
        var media = await client.Store.Media.AddAsync(Me, stream, type);
        return new()
        {
            FileName = name,
            MediaType = type,
            Size = media.Size,
            MediaId = media.Id,
        };
    }

    private static async Task GroupsAsync(InMemoryChatClient client, InMemoryChatClient amina, InMemoryChatClient tenzin)
    {
        var club = (await client.Groups.CreateAsync(Me, new() { Name = Group, Members = [Amina, Tenzin] })).Room.Jid;
        await amina.Groups.JoinAsync(Amina, club);
        await tenzin.Groups.JoinAsync(Tenzin, club);
        await client.Conversations.SendAsync(new(Me, club), new("We meet on Friday, at the *library*."));
        await amina.Conversations.SendAsync(new(Amina, club), new("I bring tea"));
        await tenzin.Groups.CreateAsync(Tenzin, new() { Name = "Hikers", Members = [Me] });
        await amina.Groups.CreateAsync(Amina, new() { Name = "Everybody", IsPublic = true });
    }

    private static RegistrationForm Form() =>
        new(
            "Who are you?",
            "Answer all of it, please.",
            [
                new("note", RegistrationFieldKind.Note) { Label = "We keep nothing of this." },
                new("from", RegistrationFieldKind.Choice)
                {
                    Label = "Where did you hear of us?",
                    IsRequired = true,
                    Choices = [new("friend", "From a friend"), new("other", "Elsewhere")],
                },
                new("word", RegistrationFieldKind.Text) { Label = "The word on the wall", IsRequired = true },
                new("about", RegistrationFieldKind.Lines) { Label = "About you" },
            ]
        );

    private static ChatMessage Own(string id, string body, DeliveryState state) =>
        Message(id, body, EncryptionKind.Omemo2, null) with
        {
            From = Me,
            Direction = MessageDirection.Outgoing,
            State = state,
            FailureReason = state == DeliveryState.Failed ? "cancelled" : null,
        };

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
