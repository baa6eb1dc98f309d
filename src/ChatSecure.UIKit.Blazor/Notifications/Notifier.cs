// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Blazor.Interop;
using ChatSecure.UIKit.Notifications;
using ChatSecure.UIKit.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Notifications;

/// <summary>Shows what happens outside of the page by the browser's notifications, as far as the person allowed it. It has nothing to show in the page
/// itself.</summary>
public sealed class Notifier : ChatComponent
{
    private readonly CancellationTokenSource _stop = new();
    private NotificationFeed _feed = null!;
    private JsModule _module = null!;
    private DotNetObjectReference<NotifierEvents>? _events;
    private Task _watching = Task.CompletedTask;
    private bool _isSeen;

    /// <summary>Where the person is.</summary>
    [Parameter, EditorRequired]
    public ShellViewModel Shell { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _module = new(Js, "notify.js");
        _feed = new(Ui.Context);
        Shell.PropertyChanged += OnShellChanged;
        Apply();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _events = DotNetObjectReference.Create(new NotifierEvents(Look, Open));
            await _module.CallAsync("watch", _events);
            _watching = WatchAsync(_stop.Token);
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask CloseAsync()
    {
        Shell.PropertyChanged -= OnShellChanged;
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
        await _module.CallAsync("unwatch");
        await _module.DisposeAsync();
        _events?.Dispose();
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var request in _feed.ReadAsync(cancellationToken))
            {
                // One a conversation and kind: a newer one takes the former one's place. The tag tells the system nothing of who it is.
                var tag = $"{request.Kind} {request.Conversation.GetHashCode():x}";
                if (request.IsWithdrawn)
                {
                    await _module.CallAsync("withdraw", tag);
                    continue;
                }

                await _module.CallAsync(
                    "show",
                    Ui.Brand.Name,
                    request.Text,
                    tag,
                    request.Conversation.Account.ToString(),
                    request.Kind == NotificationKind.GroupInvitation ? string.Empty : request.Conversation.Peer.ToString()
                );
            }
        }
        catch (OperationCanceledException)
        {
            // The app ends.
        }
    }

    private void Look(bool isSeen)
    {
        _isSeen = isSeen;
        Apply();
    }

    private void Open(string account, string peer)
    {
        if (!Addressing.Jid.TryParse(account, out var own))
        {
            return;
        }

        if (Addressing.Jid.TryParse(peer, out var other))
        {
            Shell.Open(new(own, other));
        }
        else
        {
            // Nobody's conversation yet: the list has what waits for an answer.
            Shell.SwitchTo(own);
            Shell.CloseConversation();
            Shell.Navigate(ShellRoute.Conversations);
        }
    }

    private void Apply() => _feed.Visible = _isSeen ? Shell.Conversation : null;

    private void OnShellChanged(object? sender, System.ComponentModel.PropertyChangedEventArgs e) => Apply();
}
