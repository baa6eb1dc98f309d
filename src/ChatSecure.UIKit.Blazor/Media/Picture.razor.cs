// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.UIKit.Blazor.Interop;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Media;

/// <summary>A picture of a message, drawn pixel by pixel: it has no address, so no content security policy has to allow any, and what is no picture by its
/// own first bytes is never handed to the browser.</summary>
public partial class Picture
{
    private readonly CancellationTokenSource _stop = new();
    private ElementReference _canvas;
    private JsModule _module = null!;
    private bool? _isShown;

    /// <summary>The picture itself, where it is of no message.</summary>
    [Parameter]
    public ReadOnlyMemory<byte> Bytes { get; set; }

    /// <summary>Reads it, where it is of no message and not at hand; what reads it answers null where it can't be shown.</summary>
    [Parameter]
    public Func<CancellationToken, Task<byte[]?>>? Read { get; set; }

    /// <summary>The message that it came with.</summary>
    [Parameter]
    public MessageRef Message { get; set; }

    /// <summary>Which of its files.</summary>
    [Parameter]
    public int Index { get; set; }

    /// <summary>What it shows, in words.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = string.Empty;

    /// <summary>How wide and how high it is at the most, in pixels of the page.</summary>
    [Parameter]
    public int Max { get; set; } = 320;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        _module = new(Js, "media.js");
        try
        {
            var file =
                Bytes.Length > 0 ? Bytes.ToArray()
                : Read is { } read ? await read(_stop.Token)
                : await new MediaReader(Ui.Context.Client.Conversations).ReadAsync(Message, Index, _stop.Token);
            var header = file is null ? null : PictureHeader.Read(file);
            _isShown = header is not null && await DrawAsync(file!, header);
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask CloseAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
        if (_module is not null)
        {
            await _module.DisposeAsync();
        }
    }

    private async Task<bool> DrawAsync(byte[] file, PictureHeader header)
    {
        using var content = new DotNetStreamReference(new MemoryStream(file));
        return await _module.InvokeAsync<bool>("draw", _canvas, content, header.MediaType, Max);
    }
}
