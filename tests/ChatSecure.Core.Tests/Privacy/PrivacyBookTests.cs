// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Privacy;
using ChatSecure.Privacy;
using ChatSecure.Testing.Stores;

namespace ChatSecure.Core.Tests.Privacy;

public sealed class PrivacyBookTests
{
    private static readonly Jid _alice = Jid.Parse("alice@example.org");
    private static readonly PrivacySettings _brand = new() { Typing = false, AutoDownload = AutoDownload.Never };
    private readonly InMemoryChatStore _store = new();

    [Fact]
    public async Task What_a_person_sets_outlives_the_process_and_the_apps_defaults_hold_otherwise()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var chosen = new PrivacySettings
        {
            Receipts = false,
            ReadMarkers = false,
            Typing = true,
            Avatars = false,
            Presence = false,
            AutoDownload = AutoDownload.Everybody,
            LinkPreviews = true,
            LastSeen = true,
            RequestsFromStrangers = false,
            AnnounceDeviceName = true,
            Notifications = NotificationContent.Sender,
        };
        Assert.Equal(_brand, (await OpenAsync()).Current);

        await (await OpenAsync()).SetAsync(chosen, cancellation);
        Assert.Equal(chosen, (await OpenAsync()).Current);

        await (await OpenAsync()).SetAsync(null, cancellation);
        Assert.Equal(_brand, (await OpenAsync()).Current);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"typing\":3}")]
    public async Task A_record_that_cannot_be_read_is_none(string content)
    {
        await Records.SetAsync("privacy", System.Text.Encoding.UTF8.GetBytes(content), TestContext.Current.CancellationToken);

        Assert.Equal(_brand, (await OpenAsync()).Current);
    }

    [Fact]
    public async Task A_setting_that_an_older_version_did_not_write_is_the_default()
    {
        await Records.SetAsync("privacy", "{\"receipts\":false}"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Equal(_brand with { Receipts = false }, (await OpenAsync()).Current);
    }

    [Fact]
    public async Task The_records_of_an_account_go_with_it_and_no_others()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var other = new AccountRecords(_store.Records, Jid.Parse("alice@example.org.evil"));
        await Records.SetAsync("privacy", new byte[] { 1 }, cancellation);
        await Records.SetAsync("avatar bob@example.net", new byte[] { 2 }, cancellation);
        await other.SetAsync("privacy", new byte[] { 3 }, cancellation);

        await Records.EraseAsync(cancellation);

        Assert.Null(await Records.GetAsync("privacy", cancellation));
        Assert.Empty(await Records.ListAsync("avatar ", cancellation));
        Assert.NotNull(await other.GetAsync("privacy", cancellation));
    }

    private AccountRecords Records => new(_store.Records, _alice);

    private async Task<PrivacyBook> OpenAsync()
    {
        var book = new PrivacyBook(Records, _brand);
        await book.LoadAsync(TestContext.Current.CancellationToken);
        return book;
    }
}
