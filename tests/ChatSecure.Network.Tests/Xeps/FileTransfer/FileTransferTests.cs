// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xeps.FileTransfer;
using static ChatSecure.Network.Tests.Xeps.FileTransfer.TransferPair;

namespace ChatSecure.Network.Tests.Xeps.FileTransfer;

/// <summary>Two of our own devices.</summary>
public sealed class FileTransferTests
{
    private readonly TransferPair _pair = new();
    private readonly byte[] _file = RandomNumberGenerator.GetBytes(50_000);
    private readonly MemoryStream _received = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_is_offered_accepted_sent_and_verified(bool isHashedBefore)
    {
        var metadata = await MetadataAsync(isHashedBefore);
        var progress = new Progress();

        var sending = _pair.Sender.SendAsync(Juliet, metadata, new MemoryStream(_file), progress);
        var offer = await _pair.Offer.Task;
        Assert.Equal((Romeo, "Bild.png", 50_000L, true), (offer.From, offer.File.Name, offer.File.Size, offer.CanResume));
        Assert.Equal(50_000, await offer.AcceptAsync(_received, 50_000));
        await sending;

        Assert.Equal(_file, _received.ToArray());
        Assert.Equal([8192, 16384, 24576, 32768, 40960, 49152, 50_000], progress.Reports);
    }

    [Fact]
    public async Task A_file_without_announced_size_is_sent_to_its_end()
    {
        var sending = _pair.Sender.SendAsync(Juliet, new() { Name = "x" }, new MemoryStream(_file));
        await (await _pair.Offer.Task).AcceptAsync(_received, 60_000);
        await sending;

        Assert.Equal(_file, _received.ToArray());
    }

    [Fact]
    public async Task A_file_is_taken_up_where_it_was_broken_off()
    {
        _received.Write(_file, 0, 30_000);
        _received.Position = 0;
        var sent = 0;
        _pair.Wire = stanza => sent += stanza.Payload!.Name == "data" ? 1 : 0;

        var sending = _pair.Sender.SendAsync(Juliet, await MetadataAsync(true), new MemoryStream(_file));
        await (await _pair.Offer.Task).AcceptAsync(_received, 50_000, 30_000);
        await sending;

        Assert.Equal(_file, _received.ToArray());
        Assert.Equal(3, sent);
    }

    [Fact]
    public async Task A_beginning_of_another_file_is_not_completed_by_this_one()
    {
        _received.Write(new byte[30_000]);
        _received.Position = 0;

        var sending = _pair.Sender.SendAsync(Juliet, await MetadataAsync(true), new MemoryStream(_file));

        await RefuseAsync(ErrorKind.Protocol, (await _pair.Offer.Task).AcceptAsync(_received, 50_000, 30_000));
        Assert.Equal("failed-application", (await RefuseAsync(ErrorKind.Protocol, sending)).Condition);
    }

    [Fact]
    public async Task A_rejected_file_is_not_sent()
    {
        var sending = _pair.Sender.SendAsync(Juliet, await MetadataAsync(true), new MemoryStream(_file));
        var offer = await _pair.Offer.Task;
        await offer.RejectAsync();

        Assert.Equal("decline", (await RefuseAsync(ErrorKind.Protocol, sending)).Condition);
        await Assert.ThrowsAsync<InvalidOperationException>(() => offer.AcceptAsync(_received, 50_000));
    }

    [Fact]
    public async Task A_file_larger_than_accepted_is_declined()
    {
        var sending = _pair.Sender.SendAsync(Juliet, await MetadataAsync(true), new MemoryStream(_file));

        await RefuseAsync(ErrorKind.InvalidInput, (await _pair.Offer.Task).AcceptAsync(_received, 49_999));

        Assert.Equal("decline", (await RefuseAsync(ErrorKind.Protocol, sending)).Condition);
        Assert.Equal(0, _received.Length);
    }

    [Fact]
    public async Task A_sender_that_breaks_off_ends_the_session()
    {
        using var stop = new CancellationTokenSource();
        _pair.Wire = stanza =>
        {
            if (stanza.Payload!["seq"] == "2")
            {
                stop.Cancel();
            }
        };

        var sending = _pair.Sender.SendAsync(Juliet, await MetadataAsync(true), new CancellableStream(_file), null, stop.Token);

        await RefuseAsync(ErrorKind.Protocol, (await _pair.Offer.Task).AcceptAsync(_received, 50_000));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task A_receiver_that_breaks_off_ends_the_session()
    {
        using var stop = new CancellationTokenSource();
        var sending = _pair.Sender.SendAsync(Juliet, await MetadataAsync(true), new MemoryStream(_file));
        var offer = await _pair.Offer.Task;
        _pair.Wire = stanza =>
        {
            if (stanza.Payload!["seq"] == "2")
            {
                stop.Cancel();
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => offer.AcceptAsync(new SlowStream(), 50_000, 0, null, stop.Token));

        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAnyAsync<ChatSecureException>(() => sending)).Kind);
    }

    [Fact]
    public async Task An_offer_that_is_withdrawn_can_not_be_accepted()
    {
        using var stop = new CancellationTokenSource();
        var sending = _pair.Sender.SendAsync(Juliet, await MetadataAsync(true), new MemoryStream(_file), null, stop.Token);
        var offer = await _pair.Offer.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);

        Assert.Equal("cancel", (await RefuseAsync(ErrorKind.Protocol, offer.AcceptAsync(_received, 50_000))).Condition);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_content_than_announced_is_refused(bool isHashedBefore)
    {
        _pair.Wire = stanza =>
        {
            if (stanza.Payload is { Name: "data" } data && data["seq"] == "1")
            {
                data.Text = Convert.ToBase64String(new byte[8192]);
            }
        };

        var sending = _pair.Sender.SendAsync(Juliet, await MetadataAsync(isHashedBefore), new MemoryStream(_file));

        await RefuseAsync(ErrorKind.Protocol, (await _pair.Offer.Task).AcceptAsync(_received, 50_000));
        Assert.Equal("failed-application", (await RefuseAsync(ErrorKind.Protocol, sending)).Condition);
    }

    [Fact]
    public async Task A_lost_block_ends_the_transfer_and_what_follows_is_not_taken()
    {
        var closed = false;
        _pair.Wire = stanza =>
        {
            closed |= stanza.Payload!.Name == "close";
            if (stanza.Payload["seq"] == "3")
            {
                stanza.Payload["seq"] = "4";
            }
        };

        var sending = _pair.Sender.SendAsync(Juliet, await MetadataAsync(true), new MemoryStream(_file));

        await RefuseAsync(ErrorKind.Protocol, (await _pair.Offer.Task).AcceptAsync(_received, 50_000));
        await Assert.ThrowsAnyAsync<ChatSecureException>(() => sending);
        Assert.Equal(_file[..(3 * 8192)], _received.ToArray());
        Assert.True(closed);
    }

    [Fact]
    public async Task A_file_shorter_than_said_is_not_passed_off_as_whole()
    {
        var sending = _pair.Sender.SendAsync(Juliet, new() { Size = 60_000 }, new MemoryStream(_file));
        var receiving = (await _pair.Offer.Task).AcceptAsync(_received, 60_000);

        await RefuseAsync(ErrorKind.InvalidInput, sending);
        await RefuseAsync(ErrorKind.Protocol, receiving);
    }

    [Fact]
    public async Task A_device_is_needed() =>
        await Assert.ThrowsAsync<ArgumentException>(() => _pair.Sender.SendAsync(Juliet.Bare, new(), new MemoryStream()));

    [Fact]
    public async Task A_device_that_wants_no_files_from_us_is_an_error()
    {
        _pair.Receiver.MayOffer = null;

        var error = await Assert.ThrowsAsync<StanzaErrorException>(() => _pair.Sender.SendAsync(Juliet, new(), new MemoryStream()));

        Assert.Equal("service-unavailable", error.Condition);
        Assert.False(_pair.Offer.Task.IsCompleted);
    }

    [Fact]
    public async Task A_file_of_which_nothing_more_comes_is_given_up()
    {
        var sending = _pair.Sender.SendAsync(Juliet, await MetadataAsync(true), new NeverStream());
        var receiving = (await _pair.Offer.Task).AcceptAsync(_received, 50_000);
        while (!receiving.IsCompleted)
        {
            _pair.Time.Advance(TimeSpan.FromSeconds(61));
            await Task.Yield();
        }

        await RefuseAsync(ErrorKind.TimedOut, receiving);
        Assert.False(sending.IsCompletedSuccessfully);
    }

    private static async Task<ChatSecureException> RefuseAsync(ErrorKind kind, Task transfer)
    {
        var error = await Assert.ThrowsAnyAsync<ChatSecureException>(() => transfer);
        Assert.Equal(kind, error.Kind);
        return error;
    }

    private async Task<FileMetadata> MetadataAsync(bool isHashed) =>
        new()
        {
            Name = "Bild.png",
            MediaType = "image/png",
            Size = _file.Length,
            Hashes = isHashed ? [await ContentHashes.ComputeAsync(new MemoryStream(_file))] : [],
        };

    private sealed class Progress : IProgress<long>
    {
        public List<long> Reports { get; } = [];

        public void Report(long value) => Reports.Add(value);
    }

    private sealed class CancellableStream(byte[] file) : MemoryStream(file)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return base.ReadAsync(buffer, cancellationToken);
        }
    }

    private sealed class SlowStream : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private sealed class NeverStream : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
