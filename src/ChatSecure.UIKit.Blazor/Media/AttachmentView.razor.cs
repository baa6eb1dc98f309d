// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Blazor.Interop;
using ChatSecure.UIKit.Blazor.Parts;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Timeline;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Media;

/// <summary>A file of a message: a picture that is here is drawn, a voice message or film played, everything is named and can be fetched and saved.</summary>
public partial class AttachmentView
{
    private string? _problem;
    private bool _isOpen;
    private bool _isSaving;

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

    /// <summary>Whether it stands in a row of a list: then the row is a stop of the tabulator, and arrows lead to what can be done in it.</summary>
    [Parameter]
    public bool IsInRow { get; set; }

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

    private int Tab => IsInRow ? -1 : 0;

    private async Task SaveAsync()
    {
        (_problem, _isSaving) = (null, true);
        try
        {
            await using var content = await Ui.Context.Client.Conversations.OpenAttachmentAsync(Message, File.Index);
            await BrowserFiles.SaveAsync(Js, content, File.Name);
        }
        catch (ChatSecureException exception)
        {
            _problem = Ui.Context.Slots.Errors.Present(new(exception, ErrorPlace.Action, Brand));
        }
        finally
        {
            _isSaving = false;
        }
    }
}
