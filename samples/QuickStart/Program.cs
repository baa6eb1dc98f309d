// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.QuickStart;
using ChatSecure.Storage;
using Microsoft.Extensions.DependencyInjection;

if (Given.Read(args) is not { } given)
{
    return Given.Explain();
}

#region compose
var services = new ServiceCollection();
services.AddChatSecure(chat =>
    chat.AddBranding(given.BrandFolder)
        .AddSqlCipher(options =>
        {
            options.Directory = given.ProfileFolder;
            options.KeySource = new DelegateKeySource(_ => ValueTask.FromResult(DatabaseKey.FromPassphrase(given.Passphrase)));
        })
);
await using var provider = services.BuildServiceProvider(); // disposing of it disconnects and closes the profile
#endregion

var brand = provider.GetRequiredService<Brand>();
try
{
    #region chat
    var client = provider.GetRequiredService<IChatClient>();
    await client.StartAsync(); // opens the encrypted profile, or makes it
    var events = client.EventsAsync(given.Stop); // from here on nothing is missed
    await client.Accounts.AddAsync(new(given.Account, given.Password)); // logs in; the first time it makes the OMEMO keys

    if (given.Friend is { } friend)
    {
        var conversation = new ConversationId(given.Account.Jid, friend);
        var receipt = await client.Conversations.SendAsync(conversation, new OutgoingMessage(given.Text)); // stored, or it throws
        await receipt.Acked; // encrypted, and the server has it
    }

    await foreach (var happened in events)
    {
        if (happened is MessageAdded { Message: { Body: { } body } message })
        {
            Console.WriteLine($"{message.From} [{brand.Text(TextId.LockOf(message))}] {Given.Printable(body)}");
        }
    }
    #endregion
}
catch (ChatSecureException failure)
{
    Console.Error.WriteLine($"{brand.Text(TextId.Of(failure.Kind))} ({failure.Message})"); // the brand's words (the developer's)
    return 1;
}
catch (OperationCanceledException) when (given.Stop.IsCancellationRequested) { }

return 0;
