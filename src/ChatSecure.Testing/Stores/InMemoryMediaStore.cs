// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Storage;
using ChatSecure.Storage.Changes;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

internal sealed class InMemoryMediaStore(InMemoryChatStore store) : IMediaStore
{
    public async ValueTask<MediaInfo> AddAsync(
        Jid account,
        Stream content,
        string? mediaType = null,
        bool canBeFetchedAgain = false,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(content);
        StoreRules.Bare(account);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
        var bytes = copy.ToArray();
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return await store
            .InTurn(
                profile =>
                {
                    var media = profile.GetOrAdd(account).Media;
                    if (media.Values.FirstOrDefault(known => known.Info.Sha256 == sha256) is { } known)
                    {
                        return known.Info;
                    }

                    var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
                    var info = new MediaInfo(id, bytes.Length, sha256, mediaType, null);
                    media.Add(id, new(info, bytes, canBeFetchedAgain, ++profile.LastUse));
                    return info;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    public ValueTask<MediaInfo?> FindAsync(Jid account, string id, CancellationToken cancellationToken = default) =>
        store.InTurn(profile => Find(profile, account, id)?.Info, cancellationToken);

    public ValueTask<Stream?> OpenAsync(Jid account, string id, CancellationToken cancellationToken = default) =>
        store.InTurn<Stream?>(
            profile =>
            {
                if (Find(profile, account, id) is not { } found)
                {
                    return null;
                }

                profile.Accounts[account].Media[id] = found with { LastUse = ++profile.LastUse };
                return new MemoryStream(found.Content, writable: false);
            },
            cancellationToken
        );

    public ValueTask<bool> SetThumbnailAsync(Jid account, string id, string thumbnailId, CancellationToken cancellationToken = default) =>
        store.InTurn(
            profile =>
            {
                if (id == thumbnailId || Find(profile, account, id) is not { } found || Find(profile, account, thumbnailId) is null)
                {
                    return false;
                }

                profile.Accounts[account].Media[id] = found with { Info = found.Info with { ThumbnailId = thumbnailId } };
                return true;
            },
            cancellationToken
        );

    public ValueTask<bool> RemoveAsync(Jid account, string id, CancellationToken cancellationToken = default) =>
        store.InTurn(profile => Remove(profile, account, id), cancellationToken);

    public ValueTask<long> GetUsageAsync(Jid account, CancellationToken cancellationToken = default) =>
        store.InTurn(profile => Usage(profile, account), cancellationToken);

    public ValueTask<long> EvictAsync(Jid account, long maxBytes, CancellationToken cancellationToken = default) =>
        store.InTurn(
            profile =>
            {
                var before = Usage(profile, account);
                var candidates = profile.Accounts.GetValueOrDefault(account)?.Media.Values.Where(media => media.IsEvictable) ?? [];
                foreach (var media in candidates.OrderBy(media => media.LastUse).ToArray())
                {
                    if (Usage(profile, account) > maxBytes)
                    {
                        Remove(profile, account, media.Info.Id);
                    }
                }

                return before - Usage(profile, account);
            },
            cancellationToken
        );

    private bool Remove(InMemoryProfile profile, Jid account, string id)
    {
        if (Find(profile, account, id) is not { } removed)
        {
            return false;
        }

        var owner = profile.Accounts[account];
        owner.Media.Remove(id);
        foreach (var other in owner.Media.Values.Where(other => other.Info.ThumbnailId == id).ToArray())
        {
            owner.Media[other.Info.Id] = other with { Info = other.Info with { ThumbnailId = null } };
        }

        var topics = new HashSet<FeedTopic>();
        foreach (var message in owner.Conversations.Values.SelectMany(conversation => conversation.Messages))
        {
            if (message.Value.Attachments.Any(file => file.MediaId == id))
            {
                message.Value = message.Value with
                {
                    Attachments = [.. message.Value.Attachments.Select(file => file.MediaId == id ? file with { MediaId = null } : file)],
                };
                topics.Add(message.Value.Conversation);
                topics.Add(FeedTopic.ListOf(account));
            }
        }

        if (removed.Info.ThumbnailId is { } thumbnail)
        {
            new InMemoryEraser(profile, owner).Release([new Attachment { MediaId = thumbnail }]);
        }

        store.Feeds.Publish(topics, profile);
        return true;
    }

    private static InMemoryMedia? Find(InMemoryProfile profile, Jid account, string id) =>
        profile.Accounts.GetValueOrDefault(account)?.Media.GetValueOrDefault(id);

    private static long Usage(InMemoryProfile profile, Jid account) =>
        profile.Accounts.GetValueOrDefault(account)?.Media.Values.Sum(media => media.Info.Size) ?? 0;
}
