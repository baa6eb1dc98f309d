// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Blazor.Parts;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Conversations;
using ChatSecure.UIKit.Timeline;
using ChatSecure.UIKit.Verification;
using Microsoft.AspNetCore.Components;

namespace ChatSecure.UIKit.Blazor.Conversations;

/// <summary>The conversation that is open.</summary>
public partial class ConversationView
{
    private TimelineViewModel? _timeline;
    private ComposerViewModel _composer = null!;
    private VerificationViewModel _devices = null!;
    private ConversationPeerViewModel _peer = null!;
    private RoomInfo? _group;
    private Panel _panel;

    private enum Panel
    {
        None,
        Verification,
        Name,
        Group,
        Gallery,
        Search,
    }

    /// <summary>The conversation.</summary>
    [Parameter, EditorRequired]
    public ConversationContext Context { get; set; } = null!;

    private bool IsGroup => _group is not null;

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
    protected override async Task OnInitializedAsync()
    {
        var (context, conversation) = (Ui.Context, Context.Conversation);
        _group = await FindGroupAsync();
        var name = _group?.Name;
        var timeline = new TimelineViewModel(context, conversation, name, Context.Target);
        _composer = Own(new ComposerViewModel(context, conversation, name));
        _devices = Own(new VerificationViewModel(context, conversation.Account, conversation.Peer));
        Follow(_devices.Devices);
        _peer = Own(new ConversationPeerViewModel(context, conversation));
        _timeline = Own(timeline);
    }

    // A group has its name from its room, a contact from the person.
    private async Task<RoomInfo?> FindGroupAsync()
    {
        try
        {
            return (await Ui.Context.Client.Groups.FindAsync(Context.Conversation.Account, Context.Conversation.Peer))?.Room;
        }
        catch (ChatSecureException)
        {
            return null;
        }
    }

    private void Show(Panel panel) => _panel = panel;

    private void Hide()
    {
        _panel = Panel.None;
        RenderSoon();
    }
}
