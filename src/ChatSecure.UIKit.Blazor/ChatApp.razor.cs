// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.ComponentModel;
using ChatSecure.UIKit.Blazor.Interop;
using ChatSecure.UIKit.Blazor.Threading;
using ChatSecure.UIKit.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor;

/// <summary>The whole app: put it where the app begins.</summary>
public partial class ChatApp
{
    private ShellViewModel _shell = null!;
    private JsModule _page = null!;

    /// <summary>What all components share, from the app's services.</summary>
    [Parameter, EditorRequired]
    public ChatUi Ui { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>Ends the app's screens.</summary>
    /// <returns>Done when they have ended.</returns>
    public async ValueTask DisposeAsync()
    {
        Ui.Context.Brand.Changed -= OnBrandChanged;
        Ui.SettingsChanged -= OnSettingsChanged;
        _shell.PropertyChanged -= OnShellChanged;
        await _shell.DisposeAsync();
        await _page.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        (Ui.Context.Dispatcher as RendererDispatcher)?.Attach(InvokeAsync);
        Ui.ApplySettings();
        _page = new(Js, "page.js");
        _shell = new(Ui.Context);
        _shell.PropertyChanged += OnShellChanged;
        Ui.Context.Brand.Changed += OnBrandChanged;
        Ui.SettingsChanged += OnSettingsChanged;
        _shell.Start();
    }

    /// <inheritdoc/>
    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? DressAsync() : Task.CompletedTask;

    // Words, direction and colours belong to the page, not to any part of it.
    private async Task DressAsync()
    {
        var brand = Ui.Brand;
        var appearance = Ui.Settings.Get(UIKit.Settings.SettingsViewModel.Appearance) ?? "system";
        await _page.CallAsync(
            "dress",
            brand.Tokens.ToCss(),
            brand.Culture.Name,
            brand.IsRightToLeft ? "rtl" : "ltr",
            appearance,
            _shell.Title
        );
    }

    private void OnBrandChanged(object? sender, EventArgs e) =>
        _ = InvokeAsync(async () =>
        {
            StateHasChanged();
            await DressAsync();
        });

    private void OnSettingsChanged(object? sender, EventArgs e) => _ = DressAsync();

    private void OnShellChanged(object? sender, PropertyChangedEventArgs e)
    {
        if (e.PropertyName == nameof(ShellViewModel.Title))
        {
            _ = _page.CallAsync("setTitle", _shell.Title);
        }
    }
}
