// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Blazor.Interop;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Parts;

/// <summary>Reads a QR code: of a picture that is picked or pasted, or before the camera. What it says is the claim of whoever made it.</summary>
public partial class CodeReader
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);

    // Who has shown no code by then holds up none.
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _stop = new();
    private ElementReference _element;
    private ElementReference _input;
    private ElementReference _video;
    private JsModule _module = null!;
    private DotNetObjectReference<CodeReader>? _self;
    private Task _scanning = Task.CompletedTask;
    private string? _problem;
    private bool _isScanning;
    private bool _begins;

    /// <summary>A code was read: its text.</summary>
    [Parameter, EditorRequired]
    public EventCallback<string> OnRead { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>A picture was pasted.</summary>
    /// <returns>Done when it has been looked at.</returns>
    [JSInvokable]
    public Task Pasted() => InvokeAsync(() => ReadAsync("takePasted"));

    /// <inheritdoc/>
    protected override void OnInitialized() => _module = new(Js, "scan.js");

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            await _module.CallAsync("watch", _element, _self);
        }

        if (_begins)
        {
            _begins = false;
            _scanning = ScanAsync(_stop.Token);
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask CloseAsync()
    {
        _isScanning = false;
        await _stop.CancelAsync();
        await _scanning;
        _stop.Dispose();
        await _module.DisposeAsync();
        _self?.Dispose();
    }

    private async Task ToggleAsync()
    {
        (_isScanning, _problem) = (!_isScanning, null);
        _begins = _isScanning;
        if (!_isScanning)
        {
            await _module.CallAsync("stop", _video);
        }
    }

    private async Task ReadAsync(string function, params object?[] arguments)
    {
        var text = await LookAsync(function, arguments);
        _problem = text is null ? Text("contacts.scan.none") : null;
        if (text is not null)
        {
            await OnRead.InvokeAsync(text);
        }

        RenderSoon();
    }

    private async Task ScanAsync(CancellationToken cancellationToken)
    {
        try
        {
            var end = Ui.Context.Time.GetUtcNow() + _patience;
            if (!await _module.InvokeAsync<bool>("start", _video))
            {
                _problem = Text("contacts.scan.noCamera");
                return;
            }

            while (_isScanning && Ui.Context.Time.GetUtcNow() < end)
            {
                if (await LookAsync("frame", _video) is { } text)
                {
                    await OnRead.InvokeAsync(text);
                    return;
                }

                await Task.Delay(_pause, Ui.Context.Time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
        }
        finally
        {
            await _module.CallAsync("stop", _video);
            _isScanning = false;
            RenderSoon();
        }
    }

    private async Task<string?> LookAsync(string function, params object?[] arguments)
    {
        var drawn = await _module.InvokeAsync<IJSStreamReference>(function, arguments);
        if (drawn is null)
        {
            return null;
        }

        try
        {
            using var picture = new MemoryStream();
            await using var stream = await PageStream.OpenAsync(() => drawn.OpenReadStreamAsync(QrReader.MaxBytes, _stop.Token));
            await stream.CopyToAsync(picture, _stop.Token);
            return QrReader.Read(picture.GetBuffer().AsSpan(0, (int)picture.Length));
        }
        catch (IOException)
        {
            return null;
        }
        finally
        {
            await JsModule.TryAsync(drawn.DisposeAsync);
        }
    }
}
