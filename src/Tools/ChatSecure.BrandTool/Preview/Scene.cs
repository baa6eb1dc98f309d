// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Testing.Clients;

namespace ChatSecure.BrandTool.Preview;

/// <summary>People and what they wrote, in an engine in memory: what the screens of the gallery show.</summary>
internal sealed class Scene : IAsyncDisposable
{
    public static readonly Jid Me = Jid.Parse("you@example.org");
    public static readonly Jid New = Jid.Parse("new@example.org");
    public static readonly Jid Amina = Jid.Parse("amina@example.org");
    public static readonly Jid Tenzin = Jid.Parse("tenzin@example.net");
    public static readonly Jid Stranger = Jid.Parse("stranger@example.com");

    private Scene(SceneClock clock, InMemoryNetwork network, InMemoryChatClient mine, InMemoryChatClient empty) =>
        (Clock, Network, Mine, Empty) = (clock, network, mine, empty);

    public SceneClock Clock { get; }

    /// <summary>The engine of somebody who has talked to people.</summary>
    public InMemoryChatClient Mine { get; }

    /// <summary>The engine of somebody who has just come in.</summary>
    public InMemoryChatClient Empty { get; }

    private InMemoryNetwork Network { get; }

    public static async Task<Scene> PlayAsync()
    {
        var clock = new SceneClock();
        var network = new InMemoryNetwork(clock);
        var scene = new Scene(
            clock,
            network,
            await InMemoryChatClient.CreateAsync(network, Me).ConfigureAwait(false),
            await InMemoryChatClient.CreateAsync(network, New).ConfigureAwait(false)
        );
        await scene.TalkAsync().ConfigureAwait(false);
        return scene;
    }

    public async ValueTask DisposeAsync()
    {
        await Mine.DisposeAsync().ConfigureAwait(false);
        await Empty.DisposeAsync().ConfigureAwait(false);
    }

    private async Task TalkAsync()
    {
        await using var amina = await InMemoryChatClient.CreateAsync(Network, Amina).ConfigureAwait(false);
        await using var tenzin = await InMemoryChatClient.CreateAsync(Network, Tenzin).ConfigureAwait(false);
        await using var stranger = await InMemoryChatClient.CreateAsync(Network, Stranger).ConfigureAwait(false);
        await Mine.Contacts.AddAsync(Me, Amina, "Amina").ConfigureAwait(false);
        await amina.Contacts.AcceptAsync(Amina, Me).ConfigureAwait(false);
        await Mine.Contacts.AddAsync(Me, Tenzin, "Tenzin").ConfigureAwait(false);
        await tenzin.Contacts.AcceptAsync(Tenzin, Me).ConfigureAwait(false);
        await stranger.Contacts.AddAsync(Stranger, Me).ConfigureAwait(false);
        await Mine.Groups.CreateAsync(Me, new NewGroup { Name = "Tea house" }).ConfigureAwait(false);
        await Network.AddDeviceAsync(Amina).ConfigureAwait(false);

        await SayAsync(tenzin, Tenzin, Me, "See you at the *library* at six?").ConfigureAwait(false);
        await SayAsync(amina, Amina, Me, "Good morning! Did you read `chapter 3`?\n> The sea was calm\nI loved *that* part.")
            .ConfigureAwait(false);
        await SayAsync(Mine, Me, Amina, "Yes, twice.").ConfigureAwait(false);
        await SayAsync(amina, Amina, Me, "صباح الخير، كيف حالك؟ 🎉").ConfigureAwait(false);
        var history = await Mine.Conversations.HistoryAsync(new(Me, Amina)).ConfigureAwait(false);
        var first = history.Messages[0];
        await Mine.Conversations.ReactAsync(new(first.Conversation, first.Direction, first.Id), ["❤️"]).ConfigureAwait(false);
        await Mine.Conversations.SendAsync(new(Me, Amina), new("That one, yes.") { ReplyTo = first.Id }).ConfigureAwait(false);
        await Mine.ReceiveAsync(
                Message("m-verified", "This came from a key that you compared.", EncryptionKind.Omemo2, TrustLevel.Verified),
                Message("m-plain", "This one went in the clear.", EncryptionKind.None, null),
                Message("m-broken", null, EncryptionKind.Omemo2, null) with
                {
                    DecryptFailure = DecryptFailure.NoSession,
                }
            )
            .ConfigureAwait(false);
        Mine.Findings =
        [
            new("connection", "tls.protocol", DoctorGrade.Good, "TLS 1.3"),
            new("server", "xep-0357", DoctorGrade.Limited, ""),
            new("storage", "encryption", DoctorGrade.Bad, ""),
        ];
    }

    private async Task SayAsync(InMemoryChatClient client, Jid from, Jid to, string text)
    {
        Clock.Advance(TimeSpan.FromMinutes(3));
        await client.Conversations.SendAsync(new(from, to), new(text)).ConfigureAwait(false);
    }

    private ChatMessage Message(string id, string? body, EncryptionKind encryption, TrustLevel? trust)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        return new()
        {
            Conversation = new(Me, Amina),
            Id = new(id),
            From = Amina,
            Direction = MessageDirection.Incoming,
            Timestamp = Clock.GetUtcNow(),
            Body = body,
            Encryption = encryption,
            Trust = trust,
        };
    }
}
