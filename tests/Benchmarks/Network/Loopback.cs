// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;
using ChatSecure.Network;
using ChatSecure.Network.Stanzas;

namespace ChatSecure.Benchmarks.Network;

/// <summary>Messages from one client to another through a real server: how many in a second, and what each costs this process, for the two of them.</summary>
internal static class Loopback
{
    private const int Messages = 5_000;

    // What the receiver has not got yet waits in the server, not here.
    private const int Ahead = 200;

    public static async Task<string> MeasureAsync()
    {
        await using var sender = LabClients.Create("sender");
        await using var receiver = LabClients.Create("receiver");
        using var room = new SemaphoreSlim(Ahead);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var received = 0;
        receiver.MessageReceived = (_, _) =>
        {
            room.Release();
            if (++received == Messages)
            {
                done.SetResult();
            }

            return ValueTask.CompletedTask;
        };
        await receiver.ConnectAsync();
        await sender.ConnectAsync();
        var to = receiver.BoundAddress!.Value;

        var cpu = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        for (var number = 0; number < Messages; number++)
        {
            await room.WaitAsync();
            _ = WriteAsync(sender, new MessageStanza(to) { Id = $"{number}", Body = "Wherefore art thou, Romeo?" });
        }

        await done.Task.WaitAsync(TimeSpan.FromMinutes(2));
        var elapsed = Stopwatch.GetElapsedTime(start);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return $"{Messages} messages through the server: {Messages / elapsed.TotalSeconds:N0} a second; of this process, which sends and receives, "
            + $"{cpu.TotalMicroseconds / Messages:N0} µs of CPU time and {allocated / Messages:N0} B allocated for each";
    }

    private static async Task WriteAsync(XmppClient client, MessageStanza message) => await client.SendAsync(message);
}
