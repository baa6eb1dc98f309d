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

/// <summary>A file of a message: a picture that is here is drawn, everything else is named and can be fetched and saved.</summary>
public partial class AttachmentView
{
    private Transfers? _transfers;
    private string? _problem;
    private bool _isBusy;
    private bool _isOpen;

    /// <summary>The message.</summary>
    [Parameter, EditorRequired]
    public MessageRef Message { get; set; }

    /// <summary>The file.</summary>
    [Parameter, EditorRequired]
    public AttachmentRow File { get; set; } = null!;

    /// <summary>The conversation that it stands in.</summary>
    [CascadingParameter]
    private Transfers? Running { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private IconKind FileKind =>
        File.Kind switch
        {
            AttachmentKind.Image => IconKind.Picture,
            AttachmentKind.Audio => IconKind.Microphone,
            AttachmentKind.Video => IconKind.Play,
            _ => IconKind.File,
        };

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _transfers = Running;
        if (_transfers is not null)
        {
            _transfers.Changed += RenderSoon;
        }
    }

    /// <inheritdoc/>
    protected override ValueTask CloseAsync()
    {
        if (_transfers is not null)
        {
            _transfers.Changed -= RenderSoon;
        }

        return ValueTask.CompletedTask;
    }

    private Task FetchAsync() => TryAsync(() => Ui.Context.Client.Conversations.DownloadAsync(Message, File.Index));

    private Task SaveAsync() =>
        TryAsync(async () =>
        {
            await using var content = await Ui.Context.Client.Conversations.OpenAttachmentAsync(Message, File.Index);
            await using var module = new JsModule(Js, "media.js");
            using var stream = new DotNetStreamReference(content, leaveOpen: true);
            await module.CallAsync("save", stream, File.Name);
        });

    private async Task TryAsync(Func<Task> act)
    {
        (_isBusy, _problem) = (true, null);
        try
        {
            await act();
        }
        catch (ChatSecureException exception)
        {
            _problem = Text(TextId.Of(exception.Kind));
        }
        finally
        {
            _isBusy = false;
        }
    }
}
