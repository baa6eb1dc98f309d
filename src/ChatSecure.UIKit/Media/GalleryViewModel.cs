// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Commands;
using ChatSecure.UIKit.Timeline;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Media;

/// <summary>The pictures and files of a conversation, the newest first, page by page. Create it, bind to it, <see cref="ViewModel.Start"/> it, and dispose of it when it
/// is no longer shown.</summary>
public sealed class GalleryViewModel : ViewModel
{
    private const int Page = 30;
    private const int MaxRead = 200;

    private readonly ConversationId _conversation;
    private readonly UiCommand _more;
    private readonly List<ChatMessage> _messages = [];
    private readonly TransferBook _transfers = new();
    private string? _before;
    private bool _isComplete;

    /// <summary>Creates the view model; nothing is read before <see cref="ViewModel.Start"/>.</summary>
    /// <param name="context">The engine, brand, UI thread and clock.</param>
    /// <param name="conversation">Which conversation.</param>
    public GalleryViewModel(UiContext context, ConversationId conversation)
        : base(context)
    {
        _conversation = conversation;
        _more = Command(LoadAsync, () => _isComplete ? Brand.Text("gallery.empty") : null);
    }

    /// <summary>The files.</summary>
    public ObservableWindow<GalleryRow> Rows { get; } = [];

    /// <summary>The title.</summary>
    public string Title => Brand.Text("gallery.title");

    /// <summary>What to show in place of rows when there are none; null while there are some or they are still being read.</summary>
    public string? EmptyText => _isComplete && Rows.Count == 0 ? Brand.Text("gallery.empty") : null;

    /// <summary>Shows older files.</summary>
    public IUiCommand LoadMoreCommand => _more;

    /// <summary>Fetches a file, unless it is here.</summary>
    /// <param name="row">The file.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>Whether it is here; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> DownloadAsync(GalleryRow row, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(row);
        var (message, index) = (row.Message, row.File.Index);
        return _transfers.FetchAsync(
            message,
            index,
            ChangeAsync,
            () =>
                TryAsync(
                    async token =>
                    {
                        var file = await Client.Conversations.DownloadAsync(message, index, token).ConfigureAwait(false);
                        await ChangeAsync(() => Replace(message, index, file)).ConfigureAwait(false);
                    },
                    cancellationToken
                ),
            cancellationToken
        );
    }

    private protected override Task WatchAsync(CancellationToken cancellationToken) =>
        WatchAllAsync(cancellationToken, ReadAsync, WatchTransfersAsync);

    private protected override void Refresh()
    {
        Rows.Update([.. _messages.SelectMany(Of)], row => (row.Message, row.File.Index));
        Raise(nameof(Title));
        Raise(nameof(EmptyText));
        _more.Raise();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var contacts = await Client.Contacts.ListAsync(_conversation.Account, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() => Names.Set(contacts)).ConfigureAwait(false);
        await _more.ExecuteAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task WatchTransfersAsync(CancellationToken cancellationToken)
    {
        await foreach (var happened in Client.EventsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (happened is TransferProgress progress && progress.Message.Conversation == _conversation)
            {
                await ChangeAsync(() => _transfers.Apply(progress)).ConfigureAwait(false);
            }
        }
    }

    private Task ChangeAsync(Action change) =>
        InvokeAsync(() =>
        {
            change();
            Refresh();
        });

    private void Replace(MessageRef reference, int index, Attachment file)
    {
        var at = _messages.FindIndex(message => ReferenceOf(message) == reference);
        if (at >= 0)
        {
            _messages[at] = _messages[at] with { Attachments = [.. _messages[at].Attachments.Select((one, i) => i == index ? file : one)] };
        }
    }

    private static MessageRef ReferenceOf(ChatMessage message) => new(message.Conversation, message.Direction, message.Id);

    // Files are rare among messages: reads on until there is a page of them.
    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        List<ChatMessage> found = [];
        var before = _before;
        do
        {
            var page = await Client.Conversations.HistoryAsync(_conversation, MaxRead, before, cancellationToken).ConfigureAwait(false);
            found.AddRange(page.Messages.Where(message => message.Attachments.Count > 0).Reverse());
            before = page.Before;
        } while (before is not null && found.Count < Page);

        await InvokeAsync(() =>
            {
                _messages.AddRange(found);
                (_before, _isComplete) = (before, before is null);
                Refresh();
            })
            .ConfigureAwait(false);
    }

    private IEnumerable<GalleryRow> Of(ChatMessage message)
    {
        var sender = MessageWords.Sender(message, Names.Of, Brand);
        var month = TimeWords.Day(Time, message.Timestamp).ToString("Y", Brand.Culture);
        var time = TimeWords.Short(Brand, Time, message.Timestamp);
        return Attachments
            .Of(message, sender, Brand, _transfers)
            .Select(file => new GalleryRow(ReferenceOf(message), file, month, Sentences.Join(Brand, file.AccessibleText, time)));
    }
}
