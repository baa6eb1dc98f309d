// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Blazor.Interop;
using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Tests.Interop;

public sealed class PageStreamTests
{
    public static TheoryData<Exception> Failures => [new JSException("gone"), new TimeoutException(), new JSDisconnectedException("gone")];

    [Fact]
    public async Task Gives_what_the_page_gives()
    {
        await using var stream = await PageStream.OpenAsync(() => ValueTask.FromResult<Stream>(new MemoryStream([1, 2, 3])));
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        Assert.Equal([1, 2, 3], copy.ToArray());
        Assert.Throws<NotSupportedException>(() => stream.ReadByte());
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task What_goes_wrong_in_the_page_is_what_goes_wrong_with_files(Exception failure)
    {
        await Assert.ThrowsAsync<IOException>(async () => await PageStream.OpenAsync(() => throw failure));
        await using var stream = await PageStream.OpenAsync(() => ValueTask.FromResult<Stream>(new Broken(failure)));
        await Assert.ThrowsAsync<IOException>(async () => await stream.ReadExactlyAsync(new byte[1]));
    }

    private sealed class Broken(Exception failure) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw failure;
    }
}
