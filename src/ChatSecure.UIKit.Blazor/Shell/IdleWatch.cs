// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Blazor.Interop;
using ChatSecure.UIKit.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Shell;

/// <summary>Tells whether the person does anything in this window, so that the profile locks itself when they do not. It has nothing to show.</summary>
public sealed class IdleWatch : ChatComponent
{
    private JsModule _module = null!;
    private DotNetObjectReference<IdleEvents>? _events;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private IdleLock Lock { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _module = new(Js, "idle.js");
        Lock.NoteUse();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _events = DotNetObjectReference.Create(new IdleEvents(Lock.NoteUse));
            await _module.CallAsync("begin", _events);
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask CloseAsync()
    {
        await _module.CallAsync("end");
        await _module.DisposeAsync();
        _events?.Dispose();
    }
}
