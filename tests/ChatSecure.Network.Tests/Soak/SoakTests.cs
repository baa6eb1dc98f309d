// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Soak;

/// <summary>A client that has run for days holds no more than one that has run for an hour. The days pass in seconds: the clock is ours. Alone in the process,
/// since memory is measured.</summary>
[CollectionDefinition(nameof(SoakTests), DisableParallelization = true)]
[Collection(nameof(SoakTests))]
public sealed class SoakTests
{
    private const int Phases = 6;
    private const int WarmUp = 2;

    // Ten bytes for each stanza that comes in: less than any object, and more than what the runtime does for itself.
    private const long MostBytesEachCycle = 512;

    private static int CyclesInPhase =>
        100 * int.Parse(Environment.GetEnvironmentVariable("CHATSECURE_SOAK_SCALE") ?? "1", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Memory_is_flat_over_days_of_reconnecting_resuming_and_chatting()
    {
        // A server for each phase, so that what servers remember is not counted.
        var servers = Enumerable.Range(0, Phases).Select(_ => (ScriptedXmppServer?)SoakTraffic.StartServer()).ToArray();
        var memory = new List<long>();
        await using var client = new SoakClient(servers.Select(server => server!.AuthorityPem));
        for (var phase = 0; phase < Phases; phase++)
        {
            client.GoTo(servers[phase]!.Address);
            await RunPhaseAsync(client, servers[phase]!);
            await servers[phase]!.DisposeAsync();
            servers[phase] = null;
            memory.Add(Measure());
        }

        var growth = (memory[^1] - memory[WarmUp - 1]) / ((Phases - WarmUp) * CyclesInPhase);
        var days = client.Elapsed.TotalDays;
        TestContext.Current.SendDiagnosticMessage(
            $"{client.Streams} streams in {days:F0} days, {client.Resumptions} of them resumed; kB held after each phase: {string.Join(' ', memory.Select(bytes => bytes / 1024))}"
        );
        Assert.True(days > 5, $"{days} days");
        Assert.True(client.Streams > Phases * CyclesInPhase, $"{client.Streams} streams");
        Assert.True(client.Resumptions > CyclesInPhase, $"{client.Resumptions} resumptions");
        Assert.True(growth < MostBytesEachCycle, $"{growth} bytes each cycle: {string.Join(' ', memory)}");
    }

    private static async Task RunPhaseAsync(SoakClient client, ScriptedXmppServer server)
    {
        await client.ConnectAsync();
        var traffic = new SoakTraffic(client, await server.AcceptAsync());
        for (var cycle = 0; cycle < CyclesInPhase; cycle++)
        {
            await traffic.ChatAsync(cycle);

            // Two of three streams are resumed; the third server has forgotten.
            server.Options = server.Options with
            {
                Faults = cycle % 3 == 2 ? ServerFaults.ForgetsStreams : ServerFaults.None,
            };
            traffic.Session.Drop();
            traffic = new(client, await client.ReconnectAsync(server));
        }

        await client.DisconnectAsync();
    }

    private static long Measure()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
