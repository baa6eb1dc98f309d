// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Media;
using ChatSecure.Network.Xeps.HttpUpload;
using ChatSecure.Testing.Stores;

namespace ChatSecure.Core.Tests.Media;

/// <summary>What is here of a download is there for the next process, and for no other download.</summary>
public sealed class DownloadPartsTests
{
    private const string Source = "aesgcm://files.example.org/1#secret";

    private static readonly Jid _alice = Jid.Parse("alice@example.org");
    private static readonly DownloadMark _mark = new(0, 10_000_000, "\"one\"", new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));

    private readonly InMemoryChatStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DownloadParts Parts(string source = Source) => new(_alice, _store.Media, new(_store.Records, _alice), source);

    private async Task<byte[]> DownloadAsync(int length, DownloadMark? mark)
    {
        await _store.Accounts.SaveAsync(new() { Jid = _alice }, Cancel);
        var content = RandomNumberGenerator.GetBytes(length);
        var parts = Parts();
        if (mark is not null)
        {
            parts.Begin(mark);
        }

        await using var stream = new PartStream(Stream.Null, parts, goesOn: false);
        for (var at = 0; at < length; at += 65_536)
        {
            await stream.WriteAsync(content.AsMemory(at, Math.Min(65_536, length - at)), Cancel);
        }

        return content;
    }

    [Fact]
    public async Task What_is_here_of_a_large_download_is_found_again_and_goes_before_the_rest()
    {
        var content = await DownloadAsync(9_000_000, _mark);
        var found = Parts();
        const int Here = 2 * DownloadParts.PartBytes;
        Assert.Equal(_mark with { Position = Here }, await found.FindAsync(Cancel));

        var whole = new MemoryStream();
        await using var stream = new PartStream(whole, found, goesOn: true);
        Assert.Equal(0, whole.Length);
        await stream.WriteAsync(content.AsMemory(Here), Cancel);
        Assert.Equal(content, whole.ToArray());
        Assert.Null(await Parts("aesgcm://files.example.org/1#other").FindAsync(Cancel));
    }

    [Fact]
    public async Task Of_a_part_that_is_gone_nothing_behind_it_counts()
    {
        await DownloadAsync(9_000_000, _mark);
        var first = Parts();
        await first.FindAsync(Cancel);
        await _store.Media.EvictAsync(_alice, 0, Cancel);
        Assert.Null(await Parts().FindAsync(Cancel));
    }

    [Fact]
    public async Task What_is_over_leaves_nothing()
    {
        await DownloadAsync(9_000_000, _mark);
        Assert.True(await _store.Media.GetUsageAsync(_alice, Cancel) > 2 * DownloadParts.PartBytes);
        await Parts().ForgetAsync(Cancel);
        Assert.Equal(0, await _store.Media.GetUsageAsync(_alice, Cancel));
        Assert.Null(await Parts().FindAsync(Cancel));
    }

    [Fact]
    public async Task A_part_is_never_the_same_as_a_file_that_a_message_names()
    {
        var content = await DownloadAsync(DownloadParts.PartBytes, _mark);
        var file = await _store.Media.AddAsync(_alice, new MemoryStream(content), cancellationToken: Cancel);
        await Parts().ForgetAsync(Cancel);
        Assert.NotNull(await _store.Media.FindAsync(_alice, file.Id, Cancel));
    }

    [Fact]
    public async Task What_is_small_or_can_t_be_gone_on_with_is_not_kept()
    {
        await DownloadAsync(DownloadParts.PartBytes - 1, _mark);
        Assert.Equal(0, await _store.Media.GetUsageAsync(_alice, Cancel));
        await DownloadAsync(9_000_000, mark: null);
        Assert.Equal(0, await _store.Media.GetUsageAsync(_alice, Cancel));
        Assert.Null(await Parts().FindAsync(Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"total":"x","tag":null,"modified":null,"parts":[]}""")]
    [InlineData("""{"total":1,"tag":1,"modified":null,"parts":[]}""")]
    [InlineData("""{"total":1,"tag":null,"modified":"yesterday","parts":[]}""")]
    [InlineData("""{"total":1,"tag":null,"modified":null,"parts":["0123456789abcdef0123456789abcdef"]}""")]
    public async Task A_record_that_can_t_be_read_is_none(string record)
    {
        var name = $"download {Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Source)))}";
        await new AccountRecords(_store.Records, _alice).SetAsync(name, System.Text.Encoding.UTF8.GetBytes(record), Cancel);
        Assert.Null(await Parts().FindAsync(Cancel));
    }
}
