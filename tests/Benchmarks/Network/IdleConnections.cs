// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network;

namespace ChatSecure.Benchmarks.Network;

/// <summary>What a connection on which nothing happens holds of the managed heap.</summary>
internal static class IdleConnections
{
    private const int Clients = 1_000;
    private const int AtOnce = 4;

    public static async Task<string> MeasureAsync()
    {
        // One first: what is made once for all is not the connections' own.
        await using var first = LabClients.Create("first");
        await first.ConnectAsync();
        var before = Held();

        var clients = new XmppClient[Clients];
        await Parallel.ForAsync(
            0,
            Clients,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (number, cancellationToken) =>
            {
                clients[number] = LabClients.Create("idle");
                await clients[number].ConnectAsync(cancellationToken);
            }
        );
        var each = (Held() - before) / Clients;

        await Parallel.ForEachAsync(clients, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, (client, _) => client.DisposeAsync());
        return $"{Clients} idle connections: {each:N0} B of managed heap for each";
    }

    private static long Held()
    {
        for (var round = 0; round < 3; round++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
