// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Messaging;
using ChatSecure.Testing.Stores;

namespace ChatSecure.Testing.Clients.Contract;

/// <summary>What checks do over and over.</summary>
internal static class Talk
{
    public static ConversationId FromAlice(this ChatClientPair pair) => new(pair.AliceAccount, pair.BobAccount);

    public static ConversationId FromBob(this ChatClientPair pair) => new(pair.BobAccount, pair.AliceAccount);

    public static MessageRef AtAlice(this ChatClientPair pair, ChatMessage message) =>
        new(pair.FromAlice(), MessageDirection.Outgoing, message.Id);

    public static MessageRef AtBob(this ChatClientPair pair, ChatMessage message) =>
        new(pair.FromBob(), MessageDirection.Incoming, message.Id);

    /// <summary>Alice writes, and Bob has it.</summary>
    public static async Task<ChatMessage> SayAsync(this ChatClientPair pair, string body)
    {
        var receipt = await pair.Alice.Conversations.SendAsync(pair.FromAlice(), new(body)).ConfigureAwait(false);
        await pair.UntilAsync(pair.Bob, pair.AtBob(receipt.Message), message => message is not null, "The message did not come")
            .ConfigureAwait(false);
        return receipt.Message;
    }

    /// <summary>Waits until a stored message is as expected.</summary>
    public static async Task<ChatMessage?> UntilAsync(
        this ChatClientPair pair,
        IChatClient client,
        MessageRef reference,
        Func<ChatMessage?, bool> isAsExpected,
        string otherwise
    )
    {
        ChatMessage? found = null;
        await pair.UntilAsync(
                async () =>
                {
                    found = await client.Conversations.FindAsync(reference).ConfigureAwait(false);
                    return isAsExpected(found);
                },
                otherwise
            )
            .ConfigureAwait(false);
        return found;
    }

    /// <summary>Waits until something is so. Asked every now and then, since what is waited for may be told by nothing.</summary>
    public static async Task UntilAsync(this ChatClientPair pair, Func<Task<bool>> isSo, string otherwise)
    {
        using var patience = new CancellationTokenSource(pair.Patience);
        while (!await isSo().ConfigureAwait(false))
        {
            try
            {
                await Task.Delay(20, patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                throw new ContractViolationException($"{otherwise} within {pair.Patience.TotalSeconds} seconds.");
            }
        }
    }

    /// <summary>Waits for an event that comes after what is done.</summary>
    public static async Task<T> EventAsync<T>(
        this ChatClientPair pair,
        IChatClient client,
        Func<T, bool> isWanted,
        Func<Task> act,
        string otherwise
    )
        where T : ChatEvent
    {
        using var patience = new CancellationTokenSource(pair.Patience);
        var events = client.EventsAsync(patience.Token);
        await act().ConfigureAwait(false);
        try
        {
            await foreach (var chatEvent in events.ConfigureAwait(false))
            {
                if (chatEvent is T wanted && isWanted(wanted))
                {
                    return wanted;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Said below.
        }

        throw new ContractViolationException($"{otherwise} within {pair.Patience.TotalSeconds} seconds.");
    }
}
