// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.UIKit.Blazor.Interop;
using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Tests.Interop;

public sealed class BrowserFilesTests
{
    private static readonly byte[] _content = [1, 2, 3];

    [Fact]
    public async Task The_page_is_given_the_whole_file_and_all_the_time_it_takes()
    {
        var page = new Page();
        await BrowserFiles.SaveAsync(page, new MemoryStream(_content), "notes.txt");
        Assert.Equal(_content, page.Given);
        Assert.Equal("notes.txt", page.Name);
        Assert.True(page.IsPatient);
    }

    [Fact]
    public async Task A_page_that_keeps_nothing_is_an_error_of_the_file()
    {
        var error = await SaveAsync(new Page { Failure = new JSException("quota") }, new MemoryStream(_content));
        Assert.Equal((ErrorKind.StorageUnavailable, "file-unwritable"), (error.Kind, error.Condition));
    }

    [Fact]
    public async Task A_page_that_goes_away_has_not_kept_it()
    {
        var error = await SaveAsync(new Page { Failure = new JSDisconnectedException("gone") }, new MemoryStream(_content));
        Assert.Equal("file-unwritable", error.Condition);
    }

    [Fact]
    public async Task A_file_that_is_damaged_says_so_and_does_not_end_the_page()
    {
        var damaged = new ChatSecureException(ErrorKind.StorageUnavailable, "Damaged.");
        Assert.Same(damaged, await SaveAsync(new Page(), new Broken(damaged)));
    }

    [Fact]
    public async Task A_disk_that_fails_is_an_error_of_the_file()
    {
        var error = await SaveAsync(new Page(), new Broken(new IOException("The disk is gone.")));
        Assert.Equal("file-unwritable", error.Condition);
        Assert.IsType<IOException>(error.InnerException);
    }

    private static Task<ChatSecureException> SaveAsync(IJSRuntime page, Stream content) =>
        Assert.ThrowsAsync<ChatSecureException>(() => BrowserFiles.SaveAsync(page, content, "notes.txt"));

    /// <summary>A page that keeps what is whole, as the script does.</summary>
    private sealed class Page : IJSRuntime, IJSObjectReference
    {
        public Exception? Failure { get; init; }

        public byte[]? Given { get; private set; }

        public string? Name { get; private set; }

        public bool IsPatient { get; private set; }

        public async ValueTask<T> InvokeAsync<T>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            if (identifier == "import")
            {
                return (T)(object)this;
            }

            Assert.Equal("save", identifier);
            if (Failure is not null)
            {
                throw Failure;
            }

            // A host reads it like this, and lets nothing be thrown.
            IsPatient = !cancellationToken.CanBeCanceled;
            using var copy = new MemoryStream();
            await ((DotNetStreamReference)args![0]!).Stream.CopyToAsync(copy, CancellationToken.None);
            (Given, Name) = (copy.ToArray(), (string)args[2]!);
            return Given.Length == (long)args[1]! ? (T)(object)true : throw new JSException("The file is not whole.");
        }

        // Without a token a call has the page's own patience, a minute.
        public async ValueTask<T> InvokeAsync<T>(string identifier, object?[]? args)
        {
            var answer = await InvokeAsync<T>(identifier, CancellationToken.None, args);
            IsPatient = false;
            return answer;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Has three bytes and gives none.</summary>
    private sealed class Broken(Exception failure) : MemoryStream(_content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<int>(failure);
    }
}
