// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.ObjectModel;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Terminal.Screens.Asking;
using ChatSecure.Terminal.Screens.Conversations;
using ChatSecure.Terminal.Screens.Onboarding;
using ChatSecure.UIKit;
using ChatSecure.UIKit.Settings;
using ChatSecure.UIKit.Shell;
using Terminal.Gui.App;
using Terminal.Gui.Drawing;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;

namespace ChatSecure.Terminal.Screens;

/// <summary>The one window: title, page, field, status line.</summary>
internal sealed partial class Screen : Window
{
    private const int FieldHeight = 3;

    private readonly IApplication _app;
    private readonly Stack<Page> _pages = [];
    private readonly Label _title = new() { Width = Dim.Fill(), Height = 1 };
    private readonly ListView _list = new()
    {
        Y = 1,
        Width = Dim.Fill(),
        Height = Dim.Fill(FieldHeight + 2),
    };
    private readonly Label _problem = new()
    {
        Y = Pos.AnchorEnd(FieldHeight + 2),
        Width = Dim.Fill(),
        Height = 1,
    };
    private readonly TextView _field = new()
    {
        Y = Pos.AnchorEnd(FieldHeight + 1),
        Width = Dim.Fill(),
        Height = FieldHeight,
        WordWrap = true,
    };
    private readonly TextField _secret = new()
    {
        Y = Pos.AnchorEnd(FieldHeight + 1),
        Width = Dim.Fill(),
        Height = 1,
        Secret = true,
        Visible = false,
    };
    private readonly Label _status = new()
    {
        Y = Pos.AnchorEnd(1),
        Width = Dim.Fill(),
        Height = 1,
    };
    private readonly ShellViewModel _shell;
    private readonly LockViewModel _lock;
    private List<Line> _lines = [];
    private Page? _shown;
    private object? _section;
    private bool _hasItems;
    private bool _hasMoved;
    private string? _said;
    private bool _isTaking;
    private bool _isDue;

    public Screen(IApplication app, UiContext context, PassphraseBox box, Options options)
    {
        (_app, Context, Box, Options) = (app, context, box, options);
        Settings = new(Composition.SettingsFile(context.Brand.Current, options));
        SettingsViewModel.ApplyChoices(context.Brand, Settings);
        BorderStyle = LineStyle.None;
        SetScheme(Palette.Scheme(context.Brand.Current));
        _field.SetScheme(Palette.Scheme(context.Brand.Current));
        Add(_title, _list, _problem, _field, _secret, _status);
        _list.CanFocus = false;
        _list.RowRender += (_, row) =>
        {
            if (row.Row < _lines.Count)
            {
                var attribute = Palette.Of(_lines[row.Row].Tone, Context.Brand.Current);

                // Where there is nothing to choose, nothing looks chosen.
                row.RowAttribute = row.Row == _list.SelectedItem && _hasItems ? Palette.Chosen(attribute) : attribute;
            }
        };
        _field.ContentsChanged += (_, _) =>
        {
            if (!_isTaking)
            {
                Current?.Forgive();
                Current?.Typed(_field.Text);
            }
        };
        _shell = new(context);
        _shell.PropertyChanged += (_, _) =>
        {
            FollowShell();
            Show(Current);
        };
        _lock = new(context, box);
        IdleLock = new(context.Client, context.Brand, Settings);
        app.Keyboard.KeyDown += OnKey;
        _list.FrameChanged += (_, _) => Draw();
    }

    public UiContext Context { get; }

    public PassphraseBox Box { get; }

    public Options Options { get; }

    public ShellViewModel Shell => _shell;

    /// <summary>Locks the profile when no key was pressed for as long as the person has chosen.</summary>
    public IdleLock IdleLock { get; }

    /// <summary>How wide a line may be.</summary>
    public int Columns => Math.Max(20, _list.Viewport.Width);

    /// <summary>What the chosen line stands for.</summary>
    public object? Chosen => _list.SelectedItem is { } at && at < _lines.Count ? _lines[at].Item : null;

    /// <summary>What the person has set.</summary>
    public FileSettings Settings { get; }

    /// <summary>Done when the profile is locked, if somebody has asked for that.</summary>
    public Task Locking { get; private set; } = Task.CompletedTask;

    // From the moment on in which somebody asks for it.
    private bool IsLocked => _pages.Any(page => page is LockPage);

    private Page? Current => _pages.TryPeek(out var page) ? page : null;

    /// <summary>Shows the first page.</summary>
    public void Open() => Push(new UnlockPage(this));

    /// <summary>The profile is open.</summary>
    /// <param name="isNew">Whether there is no account in it.</param>
    public void Enter(bool isNew)
    {
        Replace(isNew ? new OnboardingPage(this) : new ConversationsPage(this));
        _shell.Start();
    }

    /// <summary>Shows the conversations of the account that is shown now, and nothing else.</summary>
    public void Home() => Replace(new ConversationsPage(this));

    public void Push(Page page)
    {
        _pages.Push(page);
        page.Open();
        _said = null;
        Take(page.Draft);
        Draw();
        (page.IsSecret ? (View)_secret : _field).SetFocus();
    }

    /// <summary>Goes back; at the first page nothing happens.</summary>
    public void Back()
    {
        if (_pages.Count > 1)
        {
            var gone = _pages.Pop();
            Run(async () => await gone.DisposeAsync());
            _said = null;
            Take(Current?.Draft ?? string.Empty);
            Current?.Forgive();
            Show(Current);
        }
    }

    /// <summary>Ends a page that has done what it was for, wherever the person is now.</summary>
    public void Leave(Page page)
    {
        if (IsShown(page))
        {
            Back();
        }
        else if (_pages.Contains(page))
        {
            var others = _pages.Where(other => other != page).Reverse().ToList();
            _pages.Clear();
            others.ForEach(_pages.Push);
            Run(async () => await page.DisposeAsync());
        }
    }

    /// <summary>Whether it is the page that is seen.</summary>
    public bool IsShown(Page page) => page == Current;

    /// <summary>Shows what can be done with something; nothing if that is nothing.</summary>
    /// <param name="title">What it is called.</param>
    /// <param name="choices">What can be done.</param>
    public void Choose(string title, IEnumerable<Choice> choices)
    {
        List<Choice> all = [.. choices];
        if (all.Count > 0)
        {
            Push(new MenuPage(this, title, all));
        }
    }

    public void Replace(Page page)
    {
        while (_pages.TryPop(out var gone))
        {
            Run(async () => await gone.DisposeAsync());
        }

        Push(page);
    }

    /// <summary>Says something once.</summary>
    public void Say(string text)
    {
        _said = text;
        Show(Current);
    }

    /// <summary>Puts a text into the field.</summary>
    public void Take(string text)
    {
        _isTaking = true;
        _field.Text = text;
        _field.MoveEnd();
        _secret.Text = string.Empty;
        _isTaking = false;
    }

    public void Open(ConversationId conversation, MessageRef? around = null)
    {
        _shell.Open(conversation, around);
        Push(new ChatPage(this, conversation, around));
    }

    /// <summary>Draws a page once the loop has done what is due, if it is the one that is seen: many changes at once are one drawing.</summary>
    public void Show(Page? page)
    {
        if (page is null || page != Current || _isDue)
        {
            return;
        }

        _isDue = true;
        _app.AddTimeout(
            TimeSpan.Zero,
            () =>
            {
                _isDue = false;
                Draw();
                return false;
            }
        );
    }

    private void Draw()
    {
        if (Current is not { } page)
        {
            return;
        }

        var brand = Context.Brand.Current;
        if (_shown is { } seen && _lines.Count > 0)
        {
            seen.Place = Here();
        }

        // A person comes back to where it was, as long as that is the same part of the page.
        var place = page.Place is { } known && Equals(known.Section, page.Section) ? known : null;
        (_shown, _section, _hasMoved) = (page, page.Section, place is { IsOwn: true });
        _lines = [.. page.Lines().SelectMany(whole => Wrap.Lines(whole.Text, Columns).Select(text => whole with { Text = text }))];
        _hasItems = _lines.Any(line => line.Item is not null);
        _list.SetSource(new ObservableCollection<string>(_lines.Select(line => Wrap.Fill(line.Text, Columns))));
        if (_lines.Count > 0)
        {
            _list.SelectedItem = LineFor(page, place);
            _list.EnsureSelectedItemVisible();
        }

        _title.Text = SafeText.Of(page.Title);
        _title.SetScheme(new(Palette.Of(Tone.Accent, brand)));
        _problem.Text = SafeText.Of(page.Problem ?? _said ?? page.Prompt);
        _problem.SetScheme(new(Palette.Of(page.Problem is null ? Tone.Muted : Tone.Danger, brand)));
        if (_secret.Visible != page.IsSecret)
        {
            (_field.Visible, _secret.Visible) = (!page.IsSecret, page.IsSecret);
            (page.IsSecret ? (View)_secret : _field).SetFocus();
        }

        // A profile that is being locked says whose it is no longer.
        var account =
            page is not LockPage && _shell.Account is { } jid ? _shell.Accounts.FirstOrDefault(row => row.Id == jid)?.AccessibleText : null;
        var status = new[] { account ?? brand.Name, page.Status, brand.Text("terminal.keys") }.Where(part => part.Length > 0);
        _status.Text = Wrap.Fill(SafeText.Of(string.Join("  ", status)), Columns);
        var isFailed = _shell.Accounts.Any(row => row.State == ConnectionState.Failed);
        _status.SetScheme(new(Palette.Chosen(Palette.Of(isFailed ? Tone.Warning : Tone.Text, brand))));
        SetNeedsDraw();
    }

    /// <summary>Does something that takes a while; what fails without words ends the app loudly.</summary>
    public void Run(Func<Task> work) =>
        _ = Task.Run(async () =>
        {
            try
            {
                await work();
            }
            catch (Exception error)
            {
                _app.Invoke(() => System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error));
            }
        });

    /// <summary>Locks the profile. What was shown is gone at once, and what was being written is kept first.</summary>
    public void Lock()
    {
        if (_shell is { IsLoaded: true, Route: not (ShellRoute.Locked or ShellRoute.Onboarding) } && Locking.IsCompleted)
        {
            List<Page> gone = [.. _pages];
            _pages.Clear();
            Push(new LockPage(this));
            Locking = LockAsync(gone);
            Run(() => Locking);
        }
    }

    public void Quit() => _app.RequestStop(this);

    /// <summary>Ends all view models, once the loop has ended.</summary>
    public async Task CloseAsync()
    {
        IdleLock.Dispose();

        // Nothing is raised any more: the loop that would do it has ended.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            await Task.WhenAll(
                    _pages
                        .Select(page => page.DisposeAsync().AsTask())
                        .Append(_shell.DisposeAsync().AsTask())
                        .Append(_lock.DisposeAsync().AsTask())
                )
                .WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // A word about typing that did not go out.
        }
    }

    private Place Here()
    {
        var at = Math.Clamp(_list.SelectedItem ?? 0, 0, _lines.Count - 1);
        return new(at, _lines[at].Identity, _section, at == _lines.Count - 1, _hasMoved);
    }

    // Where nothing was chosen yet, that is the first line with which something can be done.
    private int LineFor(Page page, Place? place) =>
        page.FollowsEnd && place is not { IsEnd: false } && (place?.Chosen is not null || page.Start is null) ? _lines.Count - 1
        : (place?.Chosen ?? (_hasMoved ? null : page.Start)) is { } kept ? Keep(place?.At ?? 0, kept)
        : _hasMoved ? Math.Min(place?.At ?? 0, _lines.Count - 1)
        : Math.Max(0, _lines.FindIndex(line => line.Item is not null));

    // The line of the same thing that is nearest to where it was: a thing may have several, and others may have come before it.
    private int Keep(int at, object chosen)
    {
        var same = Enumerable.Range(0, _lines.Count).Where(line => Equals(_lines[line].Identity, chosen));
        return same.DefaultIfEmpty(Math.Min(at, _lines.Count - 1)).MinBy(line => Math.Abs(line - at));
    }

    private bool IsEmpty => Current is { IsSecret: false } && _field.Text.Length == 0;

    private async Task LockAsync(IEnumerable<Page> gone)
    {
        foreach (var page in gone)
        {
            await page.DisposeAsync();
        }

        Task? locking = null;
        await Context.Dispatcher.InvokeAsync(() => locking = _lock.LockCommand.ExecuteAsync());
        await locking!;
    }

    /// <summary>Goes where the shell sends the person: the profile was locked, and nothing that was shown stays; it is open again; or the last account is gone, and
    /// it begins anew.</summary>
    public void FollowShell()
    {
        if (!_shell.IsLoaded)
        {
            return;
        }

        var lockScreen = _pages.OfType<LockPage>().FirstOrDefault();
        switch (_shell.Route)
        {
            case ShellRoute.Locked when lockScreen is null:
                Replace(new LockPage(this));
                break;
            case ShellRoute.Onboarding when !_pages.Any(page => page is OnboardingPage or UnlockPage):
                Replace(new OnboardingPage(this));
                break;
            case not (ShellRoute.Locked or ShellRoute.Onboarding) when lockScreen is { IsOpened: true }:
                Home();
                break;
        }
    }

    private void Choose()
    {
        if (Current?.Complete() is true)
        {
            return;
        }

        if (Current is { } page && _list.SelectedItem is { } at && at < _lines.Count && _lines[at].Item is { } item)
        {
            Choose(SafeText.Of(_lines[at].Text.Trim()), page.ChoicesOf(item));
        }
    }

    private void Submit()
    {
        if (Current is not { } page)
        {
            return;
        }

        var text = page.IsSecret ? _secret.Text : _field.Text;
        _said = null;
        if (text.Length == 0 && !page.TakesEmpty && _list.SelectedItem is { } at && at < _lines.Count && _lines[at].Item is { } item)
        {
            Run(() => page.ChooseAsync(item));
        }
        else if (text.Length > 0 || page.TakesEmpty)
        {
            Take(string.Empty);
            Run(() => page.SubmitAsync(text));
        }
    }
}
