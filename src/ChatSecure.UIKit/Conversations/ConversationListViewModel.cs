// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Changes;
using ChatSecure.Clients;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Threading;

namespace ChatSecure.UIKit.Conversations;

/// <summary>The conversations of an account, the newest first, as a list to show. Create it, bind to it, <see cref="ViewModel.Start"/> it, and dispose of it
/// when it is no longer shown.</summary>
public sealed class ConversationListViewModel : ViewModel
{
    private readonly IConversations _conversations;
    private readonly Jid _account;
    private IReadOnlyList<ConversationSummary> _summaries = [];

    /// <summary>Creates the view model; nothing is read before <see cref="ViewModel.Start"/>.</summary>
    /// <param name="conversations">The engine's conversations.</param>
    /// <param name="account">Whose.</param>
    /// <param name="brand">Whose words to show.</param>
    /// <param name="dispatcher">The UI thread.</param>
    /// <param name="time">The clock and time zone.</param>
    /// <param name="slots">The app's own functions; null for the kit's.</param>
    public ConversationListViewModel(
        IConversations conversations,
        Jid account,
        Brand brand,
        IUiDispatcher dispatcher,
        TimeProvider time,
        KitSlots? slots = null
    )
        : base(brand, dispatcher, time, slots)
    {
        ArgumentNullException.ThrowIfNull(conversations);
        (_conversations, _account) = (conversations, account);
    }

    /// <summary>The rows.</summary>
    public ObservableWindow<ConversationRow> Rows { get; } = [];

    /// <summary>Whether the first rows have come.</summary>
    public bool IsLoaded
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>The list's title, with the number of unread messages.</summary>
    public string Title => Brand.Text("conversations.title", ("unread", UnreadCount));

    /// <summary>What to show in place of rows when there are none; null while there are some or they are still being read.</summary>
    public string? EmptyText => IsLoaded && Rows.Count == 0 ? Brand.Text("conversations.empty") : null;

    /// <summary>How many messages are unread in all.</summary>
    public int UnreadCount => _summaries.Sum(summary => summary.UnreadCount);

    private protected override async Task WatchAsync(CancellationToken cancellationToken)
    {
        await foreach (var batch in _conversations.WatchAsync(_account, cancellationToken).ConfigureAwait(false))
        {
            await InvokeAsync(() => Apply(batch)).ConfigureAwait(false);
        }
    }

    private protected override void Refresh()
    {
        Rows.Update([.. _summaries.Select(Row)], row => row.Id);
        RaiseTotals();
    }

    private void Apply(ListDiffBatch<ConversationSummary> batch)
    {
        _summaries = batch.Items;
        Rows.Apply(batch, Row);
        IsLoaded = true;
        RaiseTotals();
    }

    private void RaiseTotals()
    {
        Raise(nameof(Title));
        Raise(nameof(EmptyText));
        Raise(nameof(UnreadCount));
    }

    private ConversationRow Row(ConversationSummary summary) => ConversationRows.Of(summary, Brand, Time, Slots.Names);
}
