// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xeps.FileTransfer;

namespace ChatSecure.Integration.Tests.Network;

/// <summary>Files from device to device through a real server (XEP-0234, XEP-0261).</summary>
public sealed class FileTransferTests(ProsodyServer server)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private readonly byte[] _file = RandomNumberGenerator.GetBytes(200_000);

    [Fact]
    public async Task A_file_goes_through_the_server_and_is_taken_up_after_it_was_broken_off()
    {
        await using var romeo = await ConnectAsync();
        await using var juliet = await ConnectAsync();
        var offers = Listen(juliet);
        var file = new FileMetadata { Name = "../../très cool.bin", Size = _file.Length };
        var received = new MemoryStream();

        using (var stop = new CancellationTokenSource())
        {
            var broken = romeo.Get<FileTransferModule>().SendAsync(juliet.Client.BoundAddress!.Value, file, new MemoryStream(_file));
            var first = await NextAsync(offers);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                first.AcceptAsync(received, 1_000_000, 0, new StopAt(100_000, stop), stop.Token)
            );
            await Assert.ThrowsAnyAsync<ChatSecureException>(() => broken);
        }

        var there = received.Length;
        Assert.InRange(there, 100_000, _file.Length - 1);
        received.Position = 0;
        var sending = romeo.Get<FileTransferModule>().SendAsync(juliet.Client.BoundAddress!.Value, file, new MemoryStream(_file));
        var second = await NextAsync(offers);
        Assert.Equal("_.._très cool.bin", SafeFileName.From(second.File.Name));
        Assert.Equal(_file.Length, await second.AcceptAsync(received, 1_000_000, there).WaitAsync(_patience));
        await sending.WaitAsync(_patience);

        Assert.Equal(_file, received.ToArray());
    }

    [Fact]
    public async Task A_file_that_is_not_wanted_is_declined_and_a_stranger_can_not_offer_one()
    {
        await using var romeo = await ConnectAsync();
        await using var juliet = await ConnectAsync();
        var offers = Listen(juliet);
        var to = juliet.Client.BoundAddress!.Value;

        var sending = romeo.Get<FileTransferModule>().SendAsync(to, new() { Size = 1 }, new MemoryStream([1]));
        await (await NextAsync(offers)).RejectAsync();
        Assert.Equal("decline", (await Assert.ThrowsAsync<ChatSecureException>(() => sending.WaitAsync(_patience))).Condition);

        juliet.Get<FileTransferModule>().MayOffer = _ => false;
        await Assert.ThrowsAsync<ChatSecure.Network.Stanzas.StanzaErrorException>(() =>
            romeo.Get<FileTransferModule>().SendAsync(to, new() { Size = 1 }, new MemoryStream([1])).WaitAsync(_patience)
        );
    }

    [Fact]
    public async Task A_device_that_goes_away_ends_the_transfer()
    {
        await using var romeo = await ConnectAsync();
        var juliet = await ConnectAsync();
        var offers = Listen(juliet);
        await LabClient.BefriendAsync(romeo, juliet);

        var sending = romeo
            .Get<FileTransferModule>()
            .SendAsync(juliet.Client.BoundAddress!.Value, new() { Size = _file.Length }, new MemoryStream(_file));
        await NextAsync(offers);
        await juliet.DisposeAsync();

        await Assert.ThrowsAnyAsync<ChatSecureException>(() => sending.WaitAsync(_patience));
    }

    private static System.Threading.Channels.ChannelReader<FileOffer> Listen(LabClient client)
    {
        var offers = System.Threading.Channels.Channel.CreateUnbounded<FileOffer>();
        client.Get<FileTransferModule>().MayOffer = _ => true;
        client.Get<FileTransferModule>().Offered = (offer, cancellationToken) => offers.Writer.WriteAsync(offer, cancellationToken);
        return offers.Reader;
    }

    private static async Task<FileOffer> NextAsync(System.Threading.Channels.ChannelReader<FileOffer> offers)
    {
        using var patience = new CancellationTokenSource(_patience);
        return await offers.ReadAsync(patience.Token);
    }

    private Task<LabClient> ConnectAsync() => LabClient.ConnectAsync(server, (_, _, _) => [new FileTransferModule()]);

    private sealed class StopAt(long position, CancellationTokenSource stop) : IProgress<long>
    {
        public void Report(long value)
        {
            if (value >= position)
            {
                stop.Cancel();
            }
        }
    }
}
