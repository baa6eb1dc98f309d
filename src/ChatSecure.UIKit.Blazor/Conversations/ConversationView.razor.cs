// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.UIKit.Blazor.Media;
using ChatSecure.UIKit.Blazor.Parts;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Timeline;
using ChatSecure.UIKit.Verification;
using Microsoft.AspNetCore.Components;

namespace ChatSecure.UIKit.Blazor.Conversations;

/// <summary>The conversation that is open.</summary>
public partial class ConversationView
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Transfers _transfers = new();
    private TimelineViewModel _timeline = null!;
    private ComposerViewModel _composer = null!;
    private VerificationViewModel _devices = null!;
    private Panel _panel;
    private Task _watching = Task.CompletedTask;

    private enum Panel
    {
        None,
        Verification,
        Gallery,
        Search,
    }

    /// <summary>The conversation.</summary>
    [Parameter, EditorRequired]
    public ConversationContext Context { get; set; } = null!;

    private IEnumerable<DeviceRow> Active => _devices.Devices.Where(device => device.IsActive);

    private bool IsVerified => Active.Any() && Active.All(device => device.Trust == TrustLevel.Verified);

    // Colour is never all of it: each has its own drawing.
    private (IconKind Kind, string Class, MessageLock Lock) Shield =>
        _composer.Encryption switch
        {
            EncryptionKind.None => (IconKind.Unlocked, "plain", MessageLock.Plain),
            null => (IconKind.Warning, "blocked", MessageLock.Untrusted),
            _ when IsVerified => (IconKind.Verified, "verified", MessageLock.Verified),
            _ => (IconKind.Locked, "encrypted", MessageLock.Encrypted),
        };

    private IconKind ShieldKind => Shield.Kind;

    private string ShieldClass => Shield.Class;

    private string ShieldLabel => Text("accessibility.encryptionShield", ("lock", Text(TextId.Of(Shield.Lock))));

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        var (context, conversation) = (Ui.Context, Context.Conversation);
        _timeline = Own(new TimelineViewModel(context, conversation, around: Context.Target));
        _composer = Own(new ComposerViewModel(context, conversation));
        _devices = Own(new VerificationViewModel(context, conversation.Account, conversation.Peer));
        _watching = WatchTransfersAsync(_stop.Token);
    }

    /// <inheritdoc/>
    protected override async ValueTask CloseAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private void Show(Panel panel) => _panel = panel;

    private void Hide()
    {
        _panel = Panel.None;
        RenderSoon();
    }

    private async Task WatchTransfersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var happened in Ui.Context.Client.EventsAsync(cancellationToken))
            {
                if (happened is TransferProgress progress && progress.Message.Conversation == Context.Conversation)
                {
                    _transfers.Apply(progress);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The conversation was closed.
        }
    }
}
