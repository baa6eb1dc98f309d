// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Changes;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Stores;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Commands;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Timeline;

public sealed partial class TimelineViewModel
{
    /// <summary>Answers to a message with an emoji, or takes that back if we did.</summary>
    /// <param name="row">The message.</param>
    /// <param name="emoji">The emoji.</param>
    /// <returns>Done when stored, or <see cref="ViewModel.Problem"/> says why not.</returns>
    public Task ReactAsync(MessageRow row, string emoji)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (!row.CanReact)
        {
            return Task.CompletedTask;
        }

        var own = row.Reactions.Where(chip => chip.IsOwn).Select(chip => chip.Emoji).ToList();
        if (!own.Remove(emoji))
        {
            own.Add(emoji);
        }

        return TryAsync(token => Client.Conversations.ReactAsync(row.Reference, own, cancellationToken: token));
    }

    /// <summary>Takes a message of ours back: a wish, which the others' apps need not heed.</summary>
    /// <param name="row">The message.</param>
    /// <returns>Done when stored, or <see cref="ViewModel.Problem"/> says why not.</returns>
    public Task RetractAsync(MessageRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return !row.CanRetract
            ? Task.CompletedTask
            : TryAsync(token => Client.Conversations.RetractAsync(Conversation, row.MessageId, cancellationToken: token));
    }

    /// <summary>Deletes a message with its files on this device alone: whoever else has it keeps it. One that waits to be sent is stopped. Ask the person first, with
    /// <c>message.delete.confirm</c>.</summary>
    /// <param name="row">The message; nothing happens unless <see cref="MessageRow.CanDelete"/>.</param>
    /// <returns>Whether it is gone; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> DeleteAsync(MessageRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.CanDelete ? TryAsync(token => Client.Conversations.DeleteMessagesAsync([row.Reference], token)) : Task.FromResult(false);
    }

    /// <summary>Takes a message of somebody else back for the whole group, which its moderators may. Ask the person first, with <c>message.moderate.confirm</c>.</summary>
    /// <param name="row">The message; nothing happens unless <see cref="MessageRow.CanModerate"/>.</param>
    /// <param name="reason">Why, for all to read; null or empty for no reason.</param>
    /// <returns>Whether the room has done it; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> ModerateAsync(MessageRow row, string? reason = null)
    {
        ArgumentNullException.ThrowIfNull(row);
        var why = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
        return row.CanModerate
            ? TryAsync(token => Client.Groups.ModerateAsync(Conversation.Account, Conversation.Peer, row.MessageId, why, token))
            : Task.FromResult(false);
    }

    /// <summary>What can be done with a message, in the order in which to show it. What has no function is the toolkit's to do, or the composer's.</summary>
    /// <param name="row">The message.</param>
    /// <returns>The actions: the kit's, and what the app makes of them.</returns>
    public IReadOnlyList<RowAction> ActionsOf(MessageRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var kit = MessageActions.Of(row, this, Brand);
        return Context.Slots.MessageActions?.Get(new(row, Conversation, kit, Brand)) ?? kit;
    }

    /// <summary>Asks the page behind a link of a message what it tells of itself. Its site learns that somebody looked: to be called only when the person wants it, for
    /// that link.</summary>
    /// <param name="row">The message.</param>
    /// <param name="link">The link, https, as it stands in the text.</param>
    /// <returns>Whether it told something, which is in <see cref="MessageRow.Links"/> then; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public async Task<bool> ShowPreviewAsync(MessageRow row, Uri link)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(link);
        if (!row.CanPreview)
        {
            return false;
        }

        await ChangeAsync(() => _previews.Start(row.Reference, link.OriginalString)).ConfigureAwait(false);
        LinkMetadata? told = null;
        try
        {
            return await TryAsync(async token =>
                    told = await Client.Conversations.FetchLinkAsync(Conversation.Account, link, token).ConfigureAwait(false)
                )
                .ConfigureAwait(false);
        }
        finally
        {
            await ChangeAsync(() => _previews.Finish(row.Reference, link.OriginalString, told)).ConfigureAwait(false);
        }
    }

    /// <summary>Fetches a file of a message, unless it is here.</summary>
    /// <param name="row">The message.</param>
    /// <param name="index">Which of its files.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>Whether it is here; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> DownloadAsync(MessageRow row, int index, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(row);
        return _transfers.FetchAsync(
            row.Reference,
            index,
            ChangeAsync,
            () => TryAsync(token => Client.Conversations.DownloadAsync(row.Reference, index, token), cancellationToken),
            cancellationToken
        );
    }

    /// <summary>Writes a file of a message somewhere, such as where the person said; it is fetched first if it is not here.</summary>
    /// <param name="message">The message.</param>
    /// <param name="index">Which of its files.</param>
    /// <param name="create">Makes the place to write to. It may throw <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</param>
    /// <returns>Whether it is there; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> SaveAsync(MessageRef message, int index, Func<Stream> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return TryAsync(async token =>
        {
            var content = await Client.Conversations.OpenAttachmentAsync(message, index, token).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                try
                {
                    var file = create();
                    await using (file.ConfigureAwait(false))
                    {
                        await content.CopyToAsync(file, token).ConfigureAwait(false);
                    }
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                {
                    throw new ChatSecureException(ErrorKind.InvalidInput, "The file can't be written.", error)
                    {
                        Condition = "file-unwritable",
                    };
                }
            }
        });
    }

    /// <summary>The whole text of a message, of which its row may have but the beginning: to be copied, or shown where the person wants all of it.</summary>
    /// <param name="row">The message.</param>
    /// <returns>The text, safe to show; null if it is not there any more, and <see cref="ViewModel.Problem"/> says so where something went wrong.</returns>
    public async Task<string?> FullTextAsync(MessageRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (!row.IsCut)
        {
            return row.Body;
        }

        ChatMessage? found = null;
        await TryAsync(async token => found = await Client.Conversations.FindAsync(row.Reference, token).ConfigureAwait(false))
            .ConfigureAwait(false);
        string? text = null;
        await InvokeAsync(() => text = found is null ? null : Words().FullText(found)).ConfigureAwait(false);
        return text;
    }

    /// <summary>Stops sending a message that waits, with its files. It stays here, as failed.</summary>
    /// <param name="row">The message.</param>
    /// <returns>Whether it was stopped; false also if it was too late.</returns>
    public async Task<bool> CancelAsync(MessageRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var isStopped = false;
        await TryAsync(async token =>
                isStopped = await Client.Conversations.CancelAsync(Conversation, row.MessageId, token).ConfigureAwait(false)
            )
            .ConfigureAwait(false);
        return isStopped;
    }

    /// <summary>Sends a message that failed once more.</summary>
    /// <param name="row">The message; nothing happens if it did not fail.</param>
    /// <returns>Whether it is on its way; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> RetryAsync(MessageRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.CanRetry
            ? TryAsync(async token =>
                await Client.Conversations.RetryAsync(Conversation, row.MessageId, cancellationToken: token).ConfigureAwait(false)
            )
            : Task.FromResult(false);
    }

    /// <summary>Tries once more what failed to be done to a message.</summary>
    /// <param name="act">What; nothing happens if it did not fail.</param>
    /// <returns>Whether it is on its way; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> RetryActAsync(UnsentActRow act)
    {
        ArgumentNullException.ThrowIfNull(act);
        return act.IsFailed
            ? ChangeActAsync(token => Client.Conversations.RetryActAsync(Conversation, act.Id, cancellationToken: token))
            : Task.FromResult(false);
    }

    /// <summary>Stops what waits to be done to a message, or gives up what failed.</summary>
    /// <param name="act">What.</param>
    /// <returns>Whether that went well; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> CancelActAsync(UnsentActRow act)
    {
        ArgumentNullException.ThrowIfNull(act);
        return ChangeActAsync(token => Client.Conversations.CancelAsync(Conversation, act.Id, token));
    }

    // What became of it no event tells where it was only forgotten.
    private Task<bool> ChangeActAsync(Func<CancellationToken, Task> change) =>
        TryAsync(async token =>
        {
            await change(token).ConfigureAwait(false);
            await ReadUnsentAsync(token).ConfigureAwait(false);
        });

    /// <summary>Sends the text and the files of a message to somebody else.</summary>
    /// <param name="row">The message.</param>
    /// <param name="to">To whom, of the same account.</param>
    /// <returns>Whether it is on its way; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> ForwardAsync(MessageRow row, ConversationId to)
    {
        ArgumentNullException.ThrowIfNull(row);
        return TryAsync(async token =>
            await Client.Conversations.ForwardAsync(row.Reference, to, cancellationToken: token).ConfigureAwait(false)
        );
    }
}
