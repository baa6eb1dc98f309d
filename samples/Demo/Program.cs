// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Clients;
using ChatSecure.Demo;
using ChatSecure.Messaging;

// Contacts that answer, a group and some history, for build/app --demo. Prepares the profile of the person who tries the app, says "ready", and answers until
// its standard input ends.
var setting = Setting.Read(args);
await using var mira = await Bot.StartAsync(
    setting,
    "mira",
    "Mira",
    (bot, message) => bot.SayAsync(message.Conversation.Peer, $"You said: {message.Body}")
);
await using var tomo = await Bot.StartAsync(
    setting,
    "tomo",
    "Tomo",
    async (bot, message) =>
    {
        await bot.Client.Conversations.ReactAsync(new(message.Conversation, message.Direction, message.Id), ["👍"]);
        if (message.Body!.Contains('?', StringComparison.Ordinal))
        {
            await bot.SayAsync(message.Conversation.Peer, "A good question. I only react, ask Mira!");
        }
    }
);
await using var pia = await Bot.StartAsync(
    setting,
    "pia",
    "Pia",
    (bot, message) => bot.SayAsync(message.Conversation.Peer, string.Empty, Painting.Next(message.Body!.Length))
);
Console.WriteLine("contacts");

var passphrase = Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable("DEMO_KEY") ?? string.Empty);
var you = setting.JidOf("you");
var (services, client) = await setting.StartAsync(
    "you",
    Environment.GetEnvironmentVariable("DEMO_PROFILE")!,
    Environment.GetEnvironmentVariable("DEMO_DATABASE")!,
    passphrase,
    "You"
);
await using (services)
{
    foreach (var (bot, name) in new[] { (mira, "Mira"), (tomo, "Tomo"), (pia, "Pia") })
    {
        await client.Contacts.AddAsync(you, bot.Me, name);
        await client.Contacts.AcceptAsync(you, bot.Me);
    }

    await mira.SayAsync(you, "Hello! I am Mira. Whatever you write to me comes back, encrypted both ways.");
    await mira.SayAsync(you, "You can *style* text, `like this`, answer, edit, react and take things back.");
    await tomo.SayAsync(you, "Hi, Tomo here. I react to everything 👍");
    await pia.SayAsync(you, "I am Pia. Write me a word and I paint it for you.", Painting.Next(3));
    await client.Conversations.SendAsync(new ConversationId(you, mira.Me), new("Good to meet you, Mira."));
    Console.WriteLine("history");

    var created = await mira.Client.Groups.CreateAsync(
        mira.Me,
        new NewGroup
        {
            Name = "Tea house",
            Nick = "Mira",
            Members = [you, tomo.Me],
        }
    );
    var room = created.Room.Jid;
    await tomo.Client.Groups.JoinAsync(tomo.Me, room, "Tomo");
    await client.Groups.JoinAsync(you, room, "You");
    await mira.Client.Conversations.SendAsync(new ConversationId(mira.Me, room), new("Welcome to the tea house, everybody."));
    await tomo.Client.Conversations.SendAsync(new ConversationId(tomo.Me, room), new("One cup of green tea, please."));
    Console.WriteLine("group");
}

Console.WriteLine("ready");
await Console.In.ReadToEndAsync();
