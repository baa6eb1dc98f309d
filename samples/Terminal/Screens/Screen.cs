// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.ObjectModel;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Messaging;
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
internal sealed class Screen : Window
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
    private List<Line> _lines = [];
    private Page? _shown;
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
                row.RowAttribute = row.Row == _list.SelectedItem ? attribute with { Style = TextStyle.Reverse } : attribute;
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
        _shell.PropertyChanged += (_, _) => Show(Current);
        app.Keyboard.KeyDown += OnKey;
        _list.FrameChanged += (_, _) => Draw();
    }

    public UiContext Context { get; }

    public PassphraseBox Box { get; }

    public Options Options { get; }

    public ShellViewModel Shell => _shell;

    /// <summary>How wide a line may be.</summary>
    public int Columns => Math.Max(20, _list.Viewport.Width);

    /// <summary>What the chosen line stands for.</summary>
    public object? Chosen => _list.SelectedItem is { } at && at < _lines.Count ? _lines[at].Item : null;

    /// <summary>What the person has set.</summary>
    public FileSettings Settings { get; }

    private Page? Current => _pages.TryPeek(out var page) ? page : null;

    /// <summary>Shows the first page.</summary>
    public void Open() => Push(new UnlockPage(this));

    /// <summary>The profile is open.</summary>
    public void Enter()
    {
        _shell.Start();
        Replace(new ConversationsPage(this));
    }

    public void Push(Page page)
    {
        _pages.Push(page);
        page.Open();
        _said = null;
        Take(string.Empty);
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
            Take(string.Empty);
            Current?.Forgive();
            Show(Current);
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
        var at = page == _shown ? _list.SelectedItem : null;
        var chosen = at is { } line && line < _lines.Count ? _lines[line].Identity : null;
        var isSeeking = chosen is null && page.Start is not null;
        var wasAtEnd = at is null || at >= _lines.Count - 1;
        _shown = page;
        _lines = [.. page.Lines().SelectMany(whole => Wrap.Lines(whole.Text, Columns).Select(text => whole with { Text = text }))];
        _list.SetSource(new ObservableCollection<string>(_lines.Select(line => line.Text)));
        if (_lines.Count > 0)
        {
            _list.SelectedItem = page.FollowsEnd && wasAtEnd && !isSeeking ? _lines.Count - 1 : Keep(at ?? 0, chosen ?? page.Start);
            _list.EnsureSelectedItemVisible();
        }

        _title.Text = SafeText.Of(page.Title);
        _problem.Text = SafeText.Of(page.Problem ?? _said ?? page.Prompt);
        _problem.SetScheme(new(Palette.Of(page.Problem is null ? Tone.Muted : Tone.Danger, brand)));
        if (_secret.Visible != page.IsSecret)
        {
            (_field.Visible, _secret.Visible) = (!page.IsSecret, page.IsSecret);
            (page.IsSecret ? (View)_secret : _field).SetFocus();
        }

        var account = _shell.Account is { } jid ? _shell.Accounts.FirstOrDefault(row => row.Id == jid)?.AccessibleText : null;
        _status.Text = SafeText.Of(
            string.Join("  ", new[] { account ?? brand.Name, page.Status, brand.Text("terminal.keys") }.Where(part => part.Length > 0))
        );
        _status.SetScheme(
            new(Palette.Of(_shell.Accounts.Any(row => row.State == ConnectionState.Failed) ? Tone.Warning : Tone.Accent, brand))
        );
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

    public void Quit() => _app.RequestStop(this);

    /// <summary>Ends all view models, once the loop has ended.</summary>
    public async Task CloseAsync()
    {
        // Nothing is raised any more: the loop that would do it has ended.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            await Task.WhenAll(_pages.Select(page => page.DisposeAsync().AsTask()).Append(_shell.DisposeAsync().AsTask()))
                .WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // A word about typing that did not go out.
        }
    }

    // The line of the same thing that is nearest to where it was: a thing may have several, and others may have come before it.
    private int Keep(int at, object? chosen)
    {
        var same = Enumerable.Range(0, _lines.Count).Where(line => chosen is not null && Equals(_lines[line].Identity, chosen));
        return same.DefaultIfEmpty(Math.Min(at, _lines.Count - 1)).MinBy(line => Math.Abs(line - at));
    }

    private void OnKey(object? sender, Key key)
    {
        if (key == Key.Q.WithCtrl)
        {
            Quit();
        }
        else if (key == Key.Esc)
        {
            if (Current?.CallOff() is not true)
            {
                Back();
            }
        }
        else if (IsNewLine(key))
        {
            _field.InsertText("\n");
        }
        else if (key == Key.Enter)
        {
            Submit();
        }
        else if (Moves(key) is { } move)
        {
            move();
            SetNeedsDraw();
        }
        else if (_shell.IsLoaded && PageOf(key) is { } page)
        {
            Push(page());
        }
        else
        {
            return;
        }

        key.Handled = true;
    }

    // Alt+Enter and Ctrl+J, as terminals send them and the toolkit reads them.
    private static bool IsNewLine(Key key) =>
        key == Key.Enter.WithAlt || key == Key.M.WithCtrl.WithAlt || key == Key.Enter.WithCtrl || key == Key.J.WithCtrl;

    private Action? Moves(Key key) =>
        key == Key.PageUp ? () => Move(-_list.Viewport.Height)
        : key == Key.PageDown ? () => Move(_list.Viewport.Height)
        : key == Key.CursorUp && !_field.Text.Contains('\n', StringComparison.Ordinal) ? () => Move(-1)
        : key == Key.CursorDown && !_field.Text.Contains('\n', StringComparison.Ordinal) ? () => Move(1)
        : null;

    private void Move(int lines)
    {
        if (_lines.Count > 0)
        {
            _list.SelectedItem = Math.Clamp((_list.SelectedItem ?? 0) + lines, 0, _lines.Count - 1);
            _list.EnsureSelectedItemVisible();
        }
    }

    private Func<Page>? PageOf(Key key)
    {
        var account = _shell.Account;
        return key == Key.F1 ? () => new HelpPage(this)
            : account is not { } own ? null
            : key == Key.F3 ? () => new ContactsPage(this, own)
            : key == Key.F4 && _shell.Routes.Contains(ShellRoute.Groups) ? () => new GroupsPage(this, own)
            : key == Key.F5 && (Current as ChatPage)?.Peer is { } peer ? () => PageAbout(own, peer)
            : key == Key.F6 ? () => new SearchPage(this, own)
            : key == Key.F7 ? () => new SettingsPage(this)
            : null;
    }

    private Page PageAbout(Jid account, Jid peer) =>
        Current is ChatPage { IsGroup: true } ? new GroupPage(this, account, peer) : new VerificationPage(this, account, peer);

    private void Submit()
    {
        if (Current is not { } page)
        {
            return;
        }

        var text = page.IsSecret ? _secret.Text : _field.Text;
        _said = null;
        if (text.Length == 0 && _list.SelectedItem is { } at && at < _lines.Count && _lines[at].Item is { } item)
        {
            Run(() => page.ChooseAsync(item));
        }
        else if (text.Length > 0)
        {
            Take(string.Empty);
            Run(() => page.SubmitAsync(text));
        }
    }
}
