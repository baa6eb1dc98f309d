// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Blazor.Interop;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Parts;

/// <summary>A button that opens a list of things to do. Arrows move in it, Escape closes it, and the button has the focus again afterwards.</summary>
public partial class Menu
{
    private ElementReference _button;
    private ElementReference _menu;
    private JsModule? _module;
    private DotNetObjectReference<MenuEvents>? _events;
    private bool _isOpen;
    private bool _isNew;
    private int _openings;

    /// <summary>What the button says.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = string.Empty;

    /// <summary>The drawing on the button.</summary>
    [Parameter]
    public IconKind Kind { get; set; } = IconKind.More;

    /// <summary>Further classes of the button.</summary>
    [Parameter]
    public string? Class { get; set; }

    /// <summary>Whether it stands in a row of a list: then the row, and not the button, is a stop of the tabulator, and the keys of the row open it.</summary>
    [Parameter]
    public bool IsInRow { get; set; }

    /// <summary>What can be done: <see cref="MenuItem"/>s.</summary>
    [Parameter, EditorRequired]
    public RenderFragment? ChildContent { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>Opens it.</summary>
    public void Open()
    {
        _isOpen = _isNew = true;
        _openings++;
        StateHasChanged();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isNew)
        {
            _isNew = false;
            _module ??= new(Js, "overlay.js");
            _events ??= DotNetObjectReference.Create(new MenuEvents(OnClosed));
            await _module.CallAsync("openMenu", _menu, _button, _events, _openings);
        }
    }

    /// <inheritdoc/>
    protected override ValueTask CloseAsync()
    {
        _events?.Dispose();
        return _module?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    /// <summary>Does what an entry is for and closes.</summary>
    internal async Task ChooseAsync(Func<Task> act)
    {
        if (_module is not null)
        {
            await _module.CallAsync("closeMenu", _menu, _button);
        }

        _isOpen = false;
        StateHasChanged();
        await act();
    }

    // It may have been opened again before the page's word came.
    private void OnClosed(int opening)
    {
        if (opening == _openings)
        {
            _isOpen = false;
            StateHasChanged();
        }
    }
}
