// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Desktop.Serving;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using NSubstitute;

namespace ChatSecure.Desktop.Tests;

public sealed class MediaTests
{
    private static readonly Jid _me = Jid.Parse("me@example.org");
    private static readonly Jid _peer = Jid.Parse("peer@example.org");
    private static readonly MessageRef _message = new(new(_me, _peer), MessageDirection.Incoming, new("m1"));
    private static readonly byte[] _png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3, 4, 5, 6, 7, 8];

    [Fact]
    public async Task A_picture_is_shown()
    {
        await using var app = await WithFileAsync(_png, "cat.png");
        using var response = await app.SendAsync(MediaPaths.Of(_message, 0), await app.SignInAsync());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("image/png", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("inline", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(_png, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("<html><script>alert(1)</script>", "cat.png")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>", "cat.svg")]
    [InlineData("%PDF-1.7 /JavaScript", "paper.pdf")]
    [InlineData("#!/bin/sh", "run.sh")]
    [InlineData("", "empty.png")]
    public async Task What_could_run_is_a_download_whatever_its_sender_calls_it(string content, string name)
    {
        await using var app = await WithFileAsync(Encoding.UTF8.GetBytes(content), name, mediaType: "image/png");
        using var response = await app.SendAsync(MediaPaths.Of(_message, 0), await app.SignInAsync());
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("sandbox", string.Join(',', response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("a\r\nSet-Cookie: evil=1")]
    [InlineData("a\"; filename=\"b.exe")]
    [InlineData("photo\u202Egnp.exe")]
    [InlineData("C:\\Windows\\x.png")]
    public async Task A_hostile_name_breaks_out_of_nothing(string name)
    {
        await using var app = await WithFileAsync(_png, name);
        using var response = await app.SendAsync(MediaPaths.Of(_message, 0), await app.SignInAsync());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        var shown = response.Content.Headers.ContentDisposition?.FileNameStar ?? "";
        Assert.DoesNotContain('/', shown);
        Assert.DoesNotContain('\\', shown);
        Assert.DoesNotContain('\u202E', shown);
        Assert.DoesNotContain('"', shown);
    }

    [Theory]
    [InlineData("/media/../../../../etc/passwd")]
    [InlineData("/media/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/media/..%2f..%2fetc%2fpasswd")]
    [InlineData("/media/attachment/../../../etc/passwd")]
    [InlineData("/media/attachment?account=../../etc/passwd&peer=../x&id=../../etc/passwd&index=0")]
    [InlineData("/media/attachment?account=me%40example.org&peer=peer%40example.org&id=m1&index=-1")]
    [InlineData("/media/attachment?account=me%40example.org&peer=peer%40example.org&id=m1&index=99")]
    [InlineData("/media/attachment?account=me%40example.org&peer=peer%40example.org&id=other&index=0")]
    [InlineData("/media/attachment?account=other%40example.org&peer=peer%40example.org&id=m1&index=0")]
    [InlineData("/media/avatar?account=me%40example.org&contact=..%2f..")]
    [InlineData("/brand/../../../etc/passwd")]
    [InlineData("/brand/..%2f..%2fetc%2fpasswd")]
    [InlineData("/_content/desktop/../../../../etc/passwd")]
    [InlineData("/_content/desktop/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/settings.json")]
    [InlineData("/chatsecure.deps.json")]
    public async Task A_path_leads_to_no_file(string path)
    {
        await using var app = await WithFileAsync(_png, "cat.png");
        using var response = await app.SendAsync(path, await app.SignInAsync());
        Assert.True(response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{response.StatusCode}");
        Assert.DoesNotContain(
            "root:",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_file_that_is_not_here_is_not_fetched_from_anywhere()
    {
        var client = Client(_png, "cat.png", mediaId: null);
        await using var app = await RunningApp.StartAsync(client);
        await app.OpenAsync();
        using var response = await app.SendAsync(MediaPaths.Of(_message, 0), await app.SignInAsync());
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        await client.Conversations.DidNotReceiveWithAnyArgs().OpenAttachmentAsync(default, default, default);
        await client.Conversations.DidNotReceiveWithAnyArgs().DownloadAsync(default, default, default);
    }

    [Fact]
    public async Task A_closed_or_locked_profile_shows_nothing()
    {
        var client = Client(_png, "cat.png");
        await using var app = await RunningApp.StartAsync(client);
        var cookie = await app.SignInAsync();
        using var closed = await app.SendAsync(MediaPaths.Of(_message, 0), cookie);
        await app.OpenAsync();
        using var open = await app.SendAsync(MediaPaths.Of(_message, 0), cookie);
        client.Profile.IsLocked.Returns(true);
        using var locked = await app.SendAsync(MediaPaths.Of(_message, 0), cookie);
        using var lockedAvatar = await app.SendAsync(MediaPaths.Of(_me, _peer), cookie);
        Assert.Equal(HttpStatusCode.NotFound, closed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, locked.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, lockedAvatar.StatusCode);
    }

    [Fact]
    public async Task A_damaged_file_is_not_here()
    {
        var client = Client(_png, "cat.png");
        client
            .Conversations.OpenAttachmentAsync(default, default, default)
            .ReturnsForAnyArgs<Stream>(_ => throw new ChatSecureException(ErrorKind.StorageDamaged, "Damaged."));
        await using var app = await RunningApp.StartAsync(client);
        await app.OpenAsync();
        using var response = await app.SendAsync(MediaPaths.Of(_message, 0), await app.SignInAsync());
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_part_of_a_film_can_be_asked_for()
    {
        await using var app = await WithFileAsync(_png, "cat.png");
        using var response = await app.SendAsync(MediaPaths.Of(_message, 0), await app.SignInAsync(), "GET", "Range: bytes=0-3");
        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(_png[..4], await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_avatar_is_a_picture_by_its_content_not_by_its_word()
    {
        var client = Client(_png, "cat.png");
        client
            .Contacts.AvatarAsync(_me, _peer, Arg.Any<CancellationToken>())
            .Returns(new ContactAvatar("a", "image/svg+xml", _png), new ContactAvatar("b", "image/png", "<svg onload='x'/>"u8.ToArray()));
        await using var app = await RunningApp.StartAsync(client);
        await app.OpenAsync();
        var cookie = await app.SignInAsync();
        using var picture = await app.SendAsync(MediaPaths.Of(_me, _peer), cookie);
        using var trap = await app.SendAsync(MediaPaths.Of(_me, _peer), cookie);
        Assert.Equal("image/png", picture.Content.Headers.ContentType?.ToString());
        Assert.Equal("application/octet-stream", trap.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment", trap.Content.Headers.ContentDisposition?.DispositionType);
    }

    private static async Task<RunningApp> WithFileAsync(byte[] content, string name, string? mediaType = null)
    {
        var app = await RunningApp.StartAsync(Client(content, name, mediaType: mediaType));
        await app.OpenAsync();
        return app;
    }

    private static IChatClient Client(byte[] content, string name, string? mediaId = "media", string? mediaType = null)
    {
        var client = Substitute.For<IChatClient>();
        client.Accounts.ListAsync(default).ReturnsForAnyArgs([]);
        var file = new Attachment
        {
            FileName = name,
            MediaId = mediaId,
            MediaType = mediaType,
        };
        client
            .Conversations.FindAsync(_message, Arg.Any<CancellationToken>())
            .Returns(Task.FromResult<ChatMessage?>(Given.Message(_message, file)));
        client.Conversations.OpenAttachmentAsync(_message, 0, Arg.Any<CancellationToken>()).Returns(_ => new MemoryStream(content));
        return client;
    }
}
