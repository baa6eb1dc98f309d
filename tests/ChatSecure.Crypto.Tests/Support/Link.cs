// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr;

namespace ChatSecure.Crypto.Tests.Support;

/// <summary>Carries messages between two clients.</summary>
internal static class Link
{
    private const int MaxMessages = 200;

    /// <summary>Carries messages to <paramref name="to"/>, and everything that comes of them to and fro, until both are quiet.</summary>
    /// <returns>All that went over, with who sent it.</returns>
    public static async Task<IReadOnlyList<(OtrPeer From, string Body)>> RunAsync(
        OtrPeer from,
        OtrPeer to,
        IEnumerable<OtrOutgoing> messages
    )
    {
        var carried = new List<(OtrPeer From, string Body)>();
        var underWay = new Queue<(OtrPeer From, string Body)>(messages.Select(message => (from, message.Body)));
        while (underWay.TryDequeue(out var message))
        {
            carried.Add(message);
            Assert.True(carried.Count < MaxMessages, "The two never come to an end.");
            var receiver = message.From == from ? to : from;
            foreach (var answer in await receiver.ReceiveAsync(message.From, message.Body))
            {
                underWay.Enqueue((receiver, answer.Body));
            }
        }

        return carried;
    }
}
