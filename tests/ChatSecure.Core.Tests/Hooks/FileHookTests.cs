// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Hooks;
using ChatSecure.Core.Media;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Hooks;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Core.Tests.Hooks;

/// <summary>Hooks about files that are sent.</summary>
public sealed class FileHookTests
{
    private static readonly Jid _first = Jid.Parse("upload.example.org");
    private static readonly Jid _second = Jid.Parse("upload.example.ch");

    // One pixel.
    private static readonly byte[] _png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hooks_choose_among_the_services_one_after_the_other()
    {
        Assert.Equal(_first, await ChooseAsync());
        Assert.Equal(_second, await ChooseAsync(_ => _second));
        Assert.Equal(_second, await ChooseAsync(_ => _second, context => context.Chosen));
        Assert.Equal(_first, await ChooseAsync(_ => _second, context => context.Services.Keys.First(one => one != context.Chosen)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("evil.example")]
    public async Task No_service_or_one_that_the_server_does_not_have_fails_the_message(string? chosen)
    {
        var error = await Assert.ThrowsAsync<ChatSecureException>(() => ChooseAsync(_ => chosen is null ? null : Jid.Parse(chosen)));
        Assert.Equal((ErrorKind.Failed, "hook-refused"), (error.Kind, error.Condition));
    }

    [Fact]
    public async Task A_hook_that_throws_fails_the_message()
    {
        var error = await Assert.ThrowsAsync<ChatSecureException>(() => ChooseAsync(_ => throw new InvalidOperationException("defect")));
        Assert.Equal("hook-failed", error.Condition);
    }

    [Fact]
    public async Task A_small_picture_is_taken_and_the_file_is_closed()
    {
        var content = new MemoryStream([1, 2, 3]);
        var made = await ThumbnailAsync(context => Task.FromResult<ReadOnlyMemory<byte>?>(_png), content);
        Assert.Equal($"data:image/png;base64,{Convert.ToBase64String(_png)}", made);
        Assert.False(content.CanRead);
    }

    [Fact]
    public async Task Without_a_hook_the_file_is_not_even_opened() =>
        Assert.Null(await Runner(new()).ThumbnailAsync(() => throw new InvalidOperationException("opened"), null, Cancellation));

    [Fact]
    public async Task Whatever_goes_wrong_with_a_picture_the_file_goes_without()
    {
        Assert.Null(await ThumbnailAsync(_ => Task.FromResult<ReadOnlyMemory<byte>?>(null)));
        Assert.Null(await ThumbnailAsync(_ => throw new InvalidOperationException("defect")));
        Assert.Null(await ThumbnailAsync(_ => Task.FromResult<ReadOnlyMemory<byte>?>(new byte[] { 1, 2, 3 })));
        Assert.Null(await ThumbnailAsync(context => Task.FromResult<ReadOnlyMemory<byte>?>(new byte[context.MaxBytes + 1])));
        var hanging = ThumbnailAsync(_ => new TaskCompletionSource<ReadOnlyMemory<byte>?>().Task);
        Assert.False(hanging.IsCompleted);
        _time.Advance(HookRunner.Patience);
        Assert.Null(await hanging);
    }

    [Fact]
    public void Pictures_travel_with_files_as_long_as_there_is_room()
    {
        var large = new byte[Network.Xeps.Files.FileThumbnail.MaxBytes];
        _png.CopyTo(large, 0);
        var picture = Network.Xeps.Files.FileThumbnail.TryCreate(large)!.DataUri;
        var file = new Attachment
        {
            FileName = "a.png",
            Size = 5,
            Sha256 = new string('c', 64),
            Source = $"aesgcm://files.example.org/1/x.png#{new string('a', 24)}{new string('b', 64)}",
            Thumbnail = picture,
        };
        var stanza = new MessageStanza(_first);
        SharedFiles.Write(stanza, [file, file, file, file, file]);
        var message = new ChatMessage
        {
            Conversation = new(_first, _second),
            Id = new("m"),
            From = _second,
            Direction = MessageDirection.Incoming,
            Timestamp = default,
            Body = stanza.Body,
            Encryption = EncryptionKind.Omemo2,
        };
        var read = SharedFiles.Read(message, stanza).Attachments;
        Assert.Equal(5, read.Count);
        Assert.Equal(picture, read[0].Thumbnail);
        Assert.InRange(read.Count(one => one.Thumbnail is not null), 2, 4);
        // Beside the ciphertext of the legacy namespace nothing of it counts.
        Assert.Empty(SharedFiles.Read(message with { Encryption = EncryptionKind.Omemo, Body = "text" }, stanza).Attachments);
    }

    private Task<Jid> ChooseAsync(params Func<UploadServiceContext, Jid?>[] choices) =>
        Runner(new() { UploadService = [.. choices.Select(choice => new Choosing(choice))] })
            .ChooseUploadServiceAsync(
                new(Jid.Parse("alice@example.org"), new Dictionary<Jid, long?> { [_first] = null, [_second] = 100 }, _first, 5, true),
                Cancellation
            );

    private Task<string?> ThumbnailAsync(Func<ThumbnailContext, Task<ReadOnlyMemory<byte>?>> make, Stream? content = null) =>
        Runner(new() { Thumbnail = new Making(make) })
            .ThumbnailAsync(() => ValueTask.FromResult<Stream?>(content ?? new MemoryStream()), "image/png", Cancellation);

    private HookRunner Runner(ChatHooks hooks) => new(hooks, new InMemoryChatStore(), _time, NullLogger.Instance);

    private sealed class Choosing(Func<UploadServiceContext, Jid?> choose) : IUploadServiceHook
    {
        public ValueTask<Jid?> ChooseAsync(UploadServiceContext context, CancellationToken cancellationToken) =>
            ValueTask.FromResult(choose(context));
    }

    private sealed class Making(Func<ThumbnailContext, Task<ReadOnlyMemory<byte>?>> make) : IThumbnailHook
    {
        public ValueTask<ReadOnlyMemory<byte>?> CreateAsync(ThumbnailContext context, CancellationToken cancellationToken) =>
            new(make(context));
    }
}
