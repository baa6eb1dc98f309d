#if (isSource)
// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
// (What `dotnet new` makes of it is yours: these lines stay behind.)

#endif
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Messaging;

namespace TeaHouse;

/// <summary>Answers everyone who writes, encrypted. Make it your own from here.</summary>
internal sealed class Bot(IChatClient client, Brand brand)
{
    private Text Text => new(brand);

    public async Task RunAsync(Given given, CancellationToken cancellation)
    {
        await client.StartAsync(cancellation); // opens the encrypted profile, or makes it
        var events = client.EventsAsync(cancellation); // from here on nothing is missed
        if ((await client.Accounts.ListAsync(cancellation)).All(account => account.Jid != given.Account.Jid))
        {
            await client.Accounts.AddAsync(new(given.Account, given.Password), cancellation); // logs in, and makes the keys
        }

        Console.WriteLine(Text.ListenWaiting(given.Account.Jid.ToString()));
        await foreach (var happened in events)
        {
            if (happened is MessageAdded { Message: { Direction: MessageDirection.Incoming, Body: { } body } message })
            {
                await client.Conversations.SendAsync(message.Conversation, new OutgoingMessage(Answer(body)), cancellation);
            }
        }
    }

    private static string Answer(string body) => $"You said: {body}";
}
