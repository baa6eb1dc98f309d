// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Collections;

namespace ChatSecure.UIKit.Shell;

/// <summary>The frame around all screens: which one is shown, the accounts and their connections, what the person should know, the title with what is unread. Create
/// it, bind to it, <see cref="ViewModel.Start"/> it after the engine's, and dispose of it when the app ends.</summary>
/// <param name="context">The engine, brand, UI thread and clock.</param>
public sealed class ShellViewModel(UiContext context) : ViewModel(context)
{
    private const int MaxBanners = 5;

    private readonly List<(string Id, ErrorKind Kind, Jid? Connection)> _errors = [];
    private IReadOnlyList<AccountSettings> _settings = [];
    private readonly Dictionary<Jid, int> _unread = [];
    private Dictionary<Jid, int> _invitations = [];

    // Touched by the one loop that watches events, and not on the UI thread.
    private readonly Dictionary<Jid, (CancellationTokenSource Stop, Task Counting)> _counts = [];

    /// <summary>Which screen is shown. A profile that is locked or has no account shows nothing else.</summary>
    public ShellRoute Route
    {
        get;
        private set => Set(ref field, value);
    } = ShellRoute.Conversations;

    /// <summary>The account whose conversations are shown; null while there is none.</summary>
    public Jid? Account
    {
        get;
        private set
        {
            if (Set(ref field, value))
            {
                Raise(nameof(InvitationCount));
            }
        }
    }

    /// <summary>The conversation that is open; null for none.</summary>
    public ConversationId? Conversation
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>Where in it to look first, such as what a search found; null for where it goes on.</summary>
    public MessageRef? Target
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>The accounts.</summary>
    public ObservableWindow<AccountRow> Accounts { get; } = [];

    /// <summary>What the person should know, the newest last; at most five.</summary>
    public ObservableWindow<Banner> Banners { get; } = [];

    /// <summary>The window's title: the app's name, with what is unread.</summary>
    public string Title => Brand.Text("shell.title", ("unread", UnreadCount));

    /// <summary>How many messages are unread in all accounts, but for muted conversations.</summary>
    public int UnreadCount => _unread.Values.Sum();

    /// <summary>How many invitations to groups wait for an answer in <see cref="Account"/>.</summary>
    public int InvitationCount =>
        Account is { } account && Brand.Features.IsOn(BrandFeature.Groups) ? _invitations.GetValueOrDefault(account) : 0;

    /// <summary>Whether the accounts have been read.</summary>
    public bool IsLoaded
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>The screens that one may go to, as the brand offers them: those of the navigation, in the order in which to show them.</summary>
    public IReadOnlyList<ShellRoute> Routes =>
        [
            ShellRoute.Conversations,
            ShellRoute.Contacts,
            .. Brand.Features.IsOn(BrandFeature.Groups) ? [ShellRoute.Groups] : Array.Empty<ShellRoute>(),
            ShellRoute.Search,
            ShellRoute.Accounts,
            ShellRoute.Settings,
        ];

    /// <summary>Goes to a screen.</summary>
    /// <param name="route">Which. Nothing happens while the profile is locked or has no account, and with one that is not among <see cref="Routes"/>.</param>
    public void Navigate(ShellRoute route)
    {
        if (Route is not ShellRoute.Locked && _settings.Count > 0 && Routes.Contains(route))
        {
            Route = route;
        }
    }

    /// <summary>Opens a conversation.</summary>
    /// <param name="conversation">Which.</param>
    /// <param name="around">Where in it to look first; null for where it goes on.</param>
    public void Open(ConversationId conversation, MessageRef? around = null)
    {
        Navigate(ShellRoute.Conversations);
        (Account, Target, Conversation) = (conversation.Account, around, conversation);
    }

    /// <summary>Closes the conversation that is open.</summary>
    public void CloseConversation() => (Target, Conversation) = (null, null);

    /// <summary>Shows the conversations of another account.</summary>
    /// <param name="account">Which.</param>
    public void SwitchTo(Jid account)
    {
        if (_settings.Any(known => known.Jid == account) && account != Account)
        {
            CloseConversation();
            Account = account;
        }
    }

    /// <summary>Puts a banner away.</summary>
    /// <param name="banner">Which.</param>
    public void Dismiss(Banner banner)
    {
        ArgumentNullException.ThrowIfNull(banner);
        _errors.RemoveAll(error => error.Id == banner.Id);
        Refresh();
    }

    /// <summary>Reads the accounts anew: one was removed.</summary>
    /// <returns>Done when they are shown, or <see cref="ViewModel.Problem"/> says why not.</returns>
    public Task ReloadAsync() => TryAsync(token => ReadAsync(token));

    private protected override async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WatchEventsAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await StopCountingAsync(_counts.Keys).ConfigureAwait(false);
        }
    }

    private protected override void Refresh()
    {
        Accounts.Update(
            [.. _settings.Select(settings => AccountRow.Of(settings.Jid, Client.Accounts.GetStatus(settings.Jid), Brand))],
            row => row.Id
        );
        Banners.Update(
            [
                .. _errors.Select(error => new Banner(error.Id, Brand.Text(TextId.Of(error.Kind)), IsWarning: true)
                {
                    Connection = error.Connection,
                }),
            ],
            banner => banner.Id
        );
        Raise(nameof(Title));
        Raise(nameof(UnreadCount));
        Raise(nameof(InvitationCount));
        Raise(nameof(Routes));
    }

    private async Task WatchEventsAsync(CancellationToken cancellationToken)
    {
        var events = Client.EventsAsync(cancellationToken);
        await CountAsync(await ReadAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        await foreach (var happened in events.ConfigureAwait(false))
        {
            switch (happened)
            {
                case ProfileLocked or EventsLost:
                    await CountAsync(await ReadAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                    break;
                case ConnectionChanged when _settings.All(known => known.Jid != happened.Account):
                    await CountAsync(await ReadAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                    break;
                case ConnectionChanged { Status: var status }:
                    await InvokeAsync(() => Note(happened.Account, status)).ConfigureAwait(false);
                    break;
                case GroupInvited or GroupChanged:
                    await ReadInvitationsAsync(_settings, cancellationToken).ConfigureAwait(false);
                    break;
                case ErrorOccurred error:
                    await InvokeAsync(() => Add($"{error.Account} {error.Kind}", error.Kind)).ConfigureAwait(false);
                    break;
            }
        }
    }

    private async Task<IReadOnlyList<AccountSettings>> ReadAsync(CancellationToken cancellationToken)
    {
        var isLocked = Client.Profile.IsLocked;
        var settings = isLocked ? [] : await Client.Accounts.ListAsync(cancellationToken).ConfigureAwait(false);
        await ReadInvitationsAsync(settings, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                _settings = settings;
                Route =
                    isLocked ? ShellRoute.Locked
                    : settings.Count == 0 ? ShellRoute.Onboarding
                    : Route is ShellRoute.Locked or ShellRoute.Onboarding ? ShellRoute.Conversations
                    : Route;
                Account = settings.Any(known => known.Jid == Account)
                    ? Account
                    : settings.Select(known => (Jid?)known.Jid).FirstOrDefault();
                if (isLocked || Conversation is { } open && settings.All(known => known.Jid != open.Account))
                {
                    CloseConversation();
                }

                IsLoaded = true;
                Refresh();
            })
            .ConfigureAwait(false);
        return settings;
    }

    private async Task ReadInvitationsAsync(IReadOnlyList<AccountSettings> settings, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<Jid, int>();
        try
        {
            foreach (var account in settings.Select(known => known.Jid))
            {
                var waiting = await Client.Groups.InvitationsAsync(account, cancellationToken).ConfigureAwait(false);
                counts[account] = waiting.Count;
            }
        }
        catch (ChatSecureException)
        {
            // The profile was locked just now, or the account is gone: whatever comes next tells.
        }

        await InvokeAsync(() =>
            {
                _invitations = counts;
                Raise(nameof(InvitationCount));
            })
            .ConfigureAwait(false);
    }

    /// <summary>Counts what is unread in the accounts that are there, each by its list.</summary>
    private async Task CountAsync(IReadOnlyList<AccountSettings> settings, CancellationToken cancellationToken)
    {
        await StopCountingAsync(_counts.Keys.Where(known => settings.All(account => account.Jid != known))).ConfigureAwait(false);
        foreach (var account in settings.Select(account => account.Jid).Where(account => !_counts.ContainsKey(account)))
        {
            var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _counts[account] = (stop, CountAsync(account, stop.Token));
        }
    }

    private async Task CountAsync(Jid account, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var batch in Client.Conversations.WatchAsync(account, cancellationToken).ConfigureAwait(false))
            {
                var now = Time.GetUtcNow();
                var count = batch.Items.Where(summary => !(summary.MutedUntil > now)).Sum(summary => summary.UnreadCount);
                await InvokeAsync(() => Count(account, count)).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The account is gone, the profile locked, or the app ends.
        }
        catch (ChatSecureException)
        {
            // The profile was locked just now.
        }
    }

    private async Task StopCountingAsync(IEnumerable<Jid> accounts)
    {
        foreach (var account in accounts.ToList())
        {
            var (stop, counting) = _counts[account];
            _counts.Remove(account);
            await stop.CancelAsync().ConfigureAwait(false);
            await counting.ConfigureAwait(false);
            stop.Dispose();
            await InvokeAsync(() => Count(account, 0)).ConfigureAwait(false);
        }
    }

    private void Count(Jid account, int count)
    {
        _unread[account] = count;
        Raise(nameof(UnreadCount));
        Raise(nameof(Title));
    }

    private void Note(Jid account, ConnectionStatus status)
    {
        _errors.RemoveAll(error => error.Connection == account);
        if (status is { State: ConnectionState.Failed, Reason: { } reason })
        {
            Add($"connection {account} {reason}", reason, account);
        }

        Refresh();
    }

    private void Add(string id, ErrorKind kind, Jid? connection = null)
    {
        _errors.RemoveAll(error => error.Id == id);
        _errors.Add((id, kind, connection));
        if (_errors.Count > MaxBanners)
        {
            _errors.RemoveAt(0);
        }

        Refresh();
    }
}
