// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSecure.Demo;

/// <summary>A contact that answers by itself: it accepts whoever asks, and does something with each message.</summary>
internal sealed class Bot : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Bot, ChatMessage, Task> _answer;
    private readonly Task _listening;

    private Bot(ServiceProvider services, IChatClient client, Jid me, Func<Bot, ChatMessage, Task> answer)
    {
        (_services, Client, Me, _answer) = (services, client, me, answer);
        _listening = ListenAsync(client.EventsAsync(_stop.Token));
    }

    public IChatClient Client { get; }

    public Jid Me { get; }

    public static async Task<Bot> StartAsync(Setting setting, string user, string name, Func<Bot, ChatMessage, Task> answer)
    {
        var (services, client) = await setting.StartAsync(
            user,
            Path.Combine(setting.Work, user),
            "bot.db",
            "a bot's passphrase"u8.ToArray(),
            name
        );
        return new(services, client, setting.JidOf(user), answer);
    }

    public Task SayAsync(Jid to, string text, params OutgoingAttachment[] files) =>
        Client.Conversations.SendAsync(new(Me, to), new(text) { Attachments = [.. files] });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening;
        await _services.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ListenAsync(IAsyncEnumerable<ChatEvent> events)
    {
        try
        {
            await foreach (var happened in events)
            {
                await HandleAsync(happened);
            }
        }
        catch (OperationCanceledException)
        {
            // The demo ends.
        }
    }

    private async Task HandleAsync(ChatEvent happened)
    {
        try
        {
            switch (happened)
            {
                case ContactChanged { Contact: { IsPendingIn: true } contact }:
                    await Client.Contacts.AcceptAsync(Me, contact.Jid);
                    break;
                case MessageAdded { Message: { Direction: MessageDirection.Incoming, Body.Length: > 0 } message }:
                    await Client.Conversations.MarkReadAsync(message.Conversation);
                    await _answer(this, message);
                    break;
            }
        }
        catch (ChatSecureException error)
        {
            await Console.Error.WriteLineAsync($"{Me.Local}: {error.Kind}");
        }
    }
}
