// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Stores;
using static ChatSecure.Testing.Stores.Contract.Sample;

namespace ChatSecure.Testing.Stores.Contract;

internal static class MediaChecks
{
    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        Check("A file of any size is read back, from any place in it", ReadAsync),
        Check("The same content is stored once for an account", OnceAsync),
        Check("A file is its account's alone", ScopeAsync),
        Check("A removed file leaves the message without it", RemoveAsync),
        Check("Eviction takes what can be fetched again, the longest unused first", EvictAsync),
    ];

    private static async Task ReadAsync(IChatStore store)
    {
        foreach (var size in new[] { 0, 1, 65_535, 65_536, 65_537, 200_000 })
        {
            var content = Bytes(size);
            var info = await store.Media.AddAsync(Alice, new MemoryStream(content), "image/png").ConfigureAwait(false);
            Expect.Equal(size, info.Size, "The size");
            Expect.Equal("image/png", info.MediaType, "The media type");
            var stream = await store.Media.OpenAsync(Alice, info.Id).ConfigureAwait(false);
            await using (stream!.ConfigureAwait(false))
            {
                Expect.Equal(size, stream!.Length, "The length");
                var all = new MemoryStream();
                await stream.CopyToAsync(all).ConfigureAwait(false);
                Expect.Sequence(content, all.ToArray(), $"The content of a file of {size} bytes");
                foreach (var place in new[] { size - 1, size / 2, 0, 65_536, 65_535 }.Where(place => place >= 0 && place < size))
                {
                    stream.Position = place;
                    Expect.Equal(content[place], (byte)stream.ReadByte(), $"The byte at {place} of {size}");
                }

                stream.Position = size;
                Expect.Equal(-1, stream.ReadByte(), "The byte behind the end");
            }
        }

        Expect.Equal(null, await store.Media.OpenAsync(Alice, "unknown").ConfigureAwait(false), "An unknown file");
    }

    private static async Task OnceAsync(IChatStore store)
    {
        var first = await store.Media.AddAsync(Alice, new MemoryStream(Bytes(100))).ConfigureAwait(false);
        var again = await store.Media.AddAsync(Alice, new MemoryStream(Bytes(100))).ConfigureAwait(false);
        Expect.Equal(first, again, "The same file again");
        Expect.Equal(100, await store.Media.GetUsageAsync(Alice).ConfigureAwait(false), "What files hold");
    }

    private static async Task ScopeAsync(IChatStore store)
    {
        var info = await store.Media.AddAsync(Alice, new MemoryStream(Bytes(100))).ConfigureAwait(false);
        Expect.Equal(null, await store.Media.FindAsync(Carol, info.Id).ConfigureAwait(false), "Another account's file");
        Expect.Equal(null, await store.Media.OpenAsync(Carol, info.Id).ConfigureAwait(false), "Another account's content");
        Expect.True(!await store.Media.RemoveAsync(Carol, info.Id).ConfigureAwait(false), "Another account removed the file.");
        var own = await store.Media.AddAsync(Carol, new MemoryStream(Bytes(100))).ConfigureAwait(false);
        Expect.True(own.Id != info.Id, "Two accounts share a file.");
    }

    private static async Task RemoveAsync(IChatStore store)
    {
        var info = await store.Media.AddAsync(Alice, new MemoryStream(Bytes(100))).ConfigureAwait(false);
        await store.AddAsync(Incoming("1") with { Attachments = [new() { FileName = "f", MediaId = info.Id }] }).ConfigureAwait(false);
        Expect.True(await store.Media.RemoveAsync(Alice, info.Id).ConfigureAwait(false), "There was nothing to remove.");
        Expect.True(!await store.Media.RemoveAsync(Alice, info.Id).ConfigureAwait(false), "It was removed twice.");
        var message = (await store.HistoryAsync(WithBob).ConfigureAwait(false))[0];
        Expect.Sequence([new Attachment { FileName = "f" }], message.Attachments, "The attachments");
    }

    private static async Task EvictAsync(IChatStore store)
    {
        var kept = await store.Media.AddAsync(Alice, new MemoryStream(Bytes(100))).ConfigureAwait(false);
        var old = await store.Media.AddAsync(Alice, new MemoryStream(Bytes(101)), null, true).ConfigureAwait(false);
        var recent = await store.Media.AddAsync(Alice, new MemoryStream(Bytes(102)), null, true).ConfigureAwait(false);
        Expect.Equal(101, await store.Media.EvictAsync(Alice, 250).ConfigureAwait(false), "What the first eviction freed");
        Expect.Equal(null, await store.Media.FindAsync(Alice, old.Id).ConfigureAwait(false), "The longest unused file");
        Expect.Equal(102, await store.Media.EvictAsync(Alice, 0).ConfigureAwait(false), "What the second eviction freed");
        Expect.Equal(null, await store.Media.FindAsync(Alice, recent.Id).ConfigureAwait(false), "The file used last");
        Expect.Equal(kept, await store.Media.FindAsync(Alice, kept.Id).ConfigureAwait(false), "What is nowhere else");
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 31 % 251))];
}
