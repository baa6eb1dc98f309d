// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Blazor.Interop;
using ChatSecure.UIKit.Blazor.Parts;
using ChatSecure.UIKit.Timeline;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Media;

/// <summary>A file of a message: a picture that is here is drawn, a voice message or film played, everything is named and can be fetched and saved.</summary>
public partial class AttachmentView
{
    private string? _problem;
    private bool _isOpen;

    /// <summary>The message.</summary>
    [Parameter, EditorRequired]
    public MessageRef Message { get; set; }

    /// <summary>The file.</summary>
    [Parameter, EditorRequired]
    public AttachmentRow File { get; set; } = null!;

    /// <summary>The person wants it here.</summary>
    [Parameter]
    public EventCallback OnFetch { get; set; }

    /// <summary>The person gives its coming or going up.</summary>
    [Parameter]
    public EventCallback OnCancel { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private IconKind FileKind =>
        File.Kind switch
        {
            AttachmentKind.Image => IconKind.Picture,
            AttachmentKind.Audio or AttachmentKind.Voice => IconKind.Microphone,
            AttachmentKind.Video => IconKind.Play,
            _ => IconKind.File,
        };

    private async Task SaveAsync()
    {
        _problem = null;
        try
        {
            await using var content = await Ui.Context.Client.Conversations.OpenAttachmentAsync(Message, File.Index);
            await using var module = new JsModule(Js, "media.js");
            using var stream = new DotNetStreamReference(content, leaveOpen: true);
            await module.CallAsync("save", stream, File.Name);
        }
        catch (ChatSecureException exception)
        {
            _problem = Text(TextId.Of(exception.Kind));
        }
    }
}
