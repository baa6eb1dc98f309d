// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Search;

/// <summary>Searches messages while the person types. Create it, bind to it, <see cref="ViewModel.Start"/> it, and dispose of it when it is no longer shown.</summary>
/// <param name="context">The engine, brand, UI thread and clock.</param>
/// <param name="account">In whose messages.</param>
/// <param name="peer">Only the conversation with this bare address; null for all.</param>
public sealed class SearchViewModel(UiContext context, Jid account, Jid? peer = null) : ViewModel(context)
{
    private const int MaxHits = 100;
    private const int MinLength = 2;
    private static readonly TimeSpan _typingPause = TimeSpan.FromMilliseconds(250);

    private CancellationTokenSource? _search;
    private IReadOnlyList<SearchHit> _hits = [];
    private People? _people;
    private string? _found;

    /// <summary>What was found, the newest first; at most 100.</summary>
    public ObservableWindow<SearchRow> Rows { get; } = [];

    /// <summary>What to search for: messages with all of the words, the last of which may be a beginning.</summary>
    public string Query
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (Set(ref field, value))
            {
                _search?.Cancel();
                _search = new();
                Running = SearchAsync(value.Trim(), _search.Token);
                Raise(nameof(Title));
            }
        }
    } = string.Empty;

    /// <summary>Whether a search is under way.</summary>
    public bool IsSearching
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>How much was found, or what to do.</summary>
    public string Title =>
        Query.Trim().Length == 0 ? Brand.Text("search.empty")
        : Query.Trim().Length < MinLength ? Brand.Text("search.tooShort")
        : _found is null ? string.Empty
        : Brand.Text("search.title", ("count", _hits.Count), ("words", DisplayText.Line(_found, 60)));

    /// <summary>Done when the last search is.</summary>
    internal Task Running { get; private set; } = Task.CompletedTask;

    private protected override async Task WatchAsync(CancellationToken cancellationToken)
    {
        var people = await People.ReadAsync(Context, account, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                _people = people;
                Refresh();
            })
            .ConfigureAwait(false);
    }

    private protected override void Refresh()
    {
        Rows.Update(_people is { } people ? [.. _hits.Select(hit => Row(hit, people))] : [], row => row.Message);
        Raise(nameof(Title));
    }

    private protected override async ValueTask CloseAsync()
    {
        if (_search is not null)
        {
            await _search.CancelAsync().ConfigureAwait(false);
        }

        await Running.ConfigureAwait(false);
    }

    private async Task SearchAsync(string words, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<SearchHit> hits = [];
            if (words.Length >= MinLength)
            {
                // A search for each letter would be for nothing.
                await Task.Delay(_typingPause, Time, cancellationToken).ConfigureAwait(false);
                await InvokeAsync(() => IsSearching = true).ConfigureAwait(false);
                hits = await Client.Conversations.SearchHitsAsync(account, words, peer, MaxHits, cancellationToken).ConfigureAwait(false);
            }

            await InvokeAsync(() => Show(words, hits, null, cancellationToken)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Something else is wanted by now.
        }
        catch (ChatSecureException exception)
        {
            await InvokeAsync(() => Show(words, [], Present(exception, ErrorPlace.Action), cancellationToken)).ConfigureAwait(false);
        }
    }

    private void Show(string words, IReadOnlyList<SearchHit> hits, string? problem, CancellationToken cancellationToken)
    {
        if (!cancellationToken.IsCancellationRequested)
        {
            (_found, _hits, IsSearching, Problem) = (words, hits, false, problem);
            Refresh();
        }
    }

    private SearchRow Row(SearchHit hit, People people)
    {
        var title = people.From(hit.Message, Brand);
        var (snippet, matches) = Snippets.Of(hit);
        var time = TimeWords.Short(Brand, Time, hit.Message.Timestamp);
        return new()
        {
            Message = new(hit.Message.Conversation, hit.Message.Direction, hit.Message.Id),
            Title = title,
            Snippet = snippet,
            Matches = matches,
            TimeText = time,
            AccessibleText = Brand.Text("search.hit", ("name", title), ("time", time), ("text", snippet)),
        };
    }
}
