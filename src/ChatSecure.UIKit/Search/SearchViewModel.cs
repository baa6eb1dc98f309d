// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Contacts;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Contacts;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Search;

/// <summary>Searches messages, and people and groups by their names, while the person types. Create it, bind to it, <see cref="ViewModel.Start"/> it, and dispose of it when it is no longer shown.</summary>
/// <param name="context">The engine, brand, UI thread and clock.</param>
/// <param name="account">In whose messages.</param>
/// <param name="peer">Only the conversation with this bare address; null for all.</param>
public sealed class SearchViewModel(UiContext context, Jid account, Jid? peer = null) : ViewModel(context)
{
    private const int PageLength = 100;

    // The engine finds a thousand at the most, of which one tells that there are more.
    private const int MaxHits = 999;
    private const int MaxNames = 50;
    private const int MinLength = 2;
    private static readonly TimeSpan _typingPause = TimeSpan.FromMilliseconds(250);

    private CancellationTokenSource? _search;
    private IReadOnlyList<SearchHit> _hits = [];
    private int _limit = PageLength;
    private People? _people;
    private string? _found;

    /// <summary>The messages that were found, the newest first; at first 100 at the most, with <see cref="MoreAsync"/> 999.</summary>
    public ObservableWindow<SearchRow> Rows { get; } = [];

    /// <summary>The contacts and groups with such a name or address, at most 50; none where only one conversation is searched.</summary>
    public ObservableWindow<SearchNameRow> NameRows { get; } = [];

    /// <summary>Whether <see cref="MoreAsync"/> finds more messages.</summary>
    public bool CanShowMore => HasMore && _limit < MaxHits;

    /// <summary>What to search for: messages with all of the words, the last of which may be a beginning.</summary>
    public string Query
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (Set(ref field, value))
            {
                Search(value.Trim(), PageLength, _typingPause);
                Refresh();
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
        Query.Trim().Length == 0 ? FieldText
        : Query.Trim().Length < MinLength ? Brand.Text("search.tooShort")
        : _found is null ? string.Empty
        : Brand.Text(
            HasMore ? "search.moreThan"
                : _hits.Count == 0 && NameRows.Count > 0 ? "search.noMessages"
                : "search.title",
            ("count", Math.Min(_hits.Count, _limit)),
            ("words", DisplayText.Line(_found, 60))
        );

    /// <summary>What can be searched, for the field.</summary>
    public string FieldText => Brand.Text(peer is null ? "search.everything" : "search.empty");

    private bool HasMore => _hits.Count > _limit;

    /// <summary>Done when the last search is.</summary>
    internal Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Finds the next page of messages, too.</summary>
    /// <returns>Done when they are shown, or <see cref="ViewModel.Problem"/> says why not.</returns>
    public Task MoreAsync()
    {
        if (!CanShowMore)
        {
            return Task.CompletedTask;
        }

        Search(Query.Trim(), Math.Min(_limit + PageLength, MaxHits), TimeSpan.Zero);
        return Running;
    }

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
        Rows.Update(_people is { } people ? [.. _hits.Take(_limit).Select(hit => Row(hit, people))] : [], row => row.Message);
        NameRows.Update([.. FindNames()], row => row.Conversation);
        Raise(nameof(Title));
        Raise(nameof(FieldText));
        Raise(nameof(CanShowMore));
    }

    private protected override async ValueTask CloseAsync()
    {
        if (_search is not null)
        {
            await _search.CancelAsync().ConfigureAwait(false);
        }

        await Running.ConfigureAwait(false);
    }

    private void Search(string words, int limit, TimeSpan pause)
    {
        _search?.Cancel();
        _search = new();
        Running = SearchAsync(words, limit, pause, _search.Token);
    }

    private IEnumerable<SearchNameRow> FindNames()
    {
        var words = Query.Trim();
        if (peer is not null || words.Length < MinLength || _people is not { } people)
        {
            return [];
        }

        return people
            .All.Where(found => found.Room is null || Brand.Features.IsOn(BrandFeature.Groups))
            .Select(found => Row(found.Contact, found.Room, people))
            .Where(row => NameMatch.Is(words, row.Name, row.Conversation.Peer, Brand.Culture))
            .OrderBy(row => row.Name, StringComparer.Create(Brand.Culture, CompareOptions.IgnoreCase))
            .ThenBy(row => row.Conversation.Peer.ToString(), StringComparer.Ordinal)
            .Take(MaxNames);
    }

    private async Task SearchAsync(string words, int limit, TimeSpan pause, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<SearchHit> hits = [];
            if (words.Length >= MinLength)
            {
                // A search for each letter would be for nothing.
                await Task.Delay(pause, Time, cancellationToken).ConfigureAwait(false);
                await InvokeAsync(() => IsSearching = true).ConfigureAwait(false);
                hits = await Client.Conversations.SearchHitsAsync(account, words, peer, limit + 1, cancellationToken).ConfigureAwait(false);
            }

            await InvokeAsync(() => Show(words, hits, limit, null, cancellationToken)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Something else is wanted by now.
        }
        catch (ChatSecureException exception)
        {
            // What was found before there should be more of it stays.
            var before = limit > PageLength;
            await InvokeAsync(() =>
                    Show(words, before ? _hits : [], before ? _limit : limit, Present(exception, ErrorPlace.Action), cancellationToken)
                )
                .ConfigureAwait(false);
        }
    }

    private void Show(string words, IReadOnlyList<SearchHit> hits, int limit, string? problem, CancellationToken cancellationToken)
    {
        if (!cancellationToken.IsCancellationRequested)
        {
            (_found, _hits, _limit) = (words, hits, limit);
            (IsSearching, Problem) = (false, problem);
            Refresh();
        }
    }

    private SearchNameRow Row(Contact? contact, RoomInfo? room, People people)
    {
        var name = people.NameOf(contact?.Jid ?? room!.Jid);
        return new()
        {
            Conversation = new(account, contact?.Jid ?? room!.Jid),
            Name = name,
            Picture = room is null ? PictureRef.Of(account, contact) : PictureRef.Of(account, room),
            IsGroup = room is not null,
            AccessibleText = room is null ? name : Sentences.Join(Brand, name, Brand.Text("group.title")),
        };
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
