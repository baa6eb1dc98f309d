// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Desktop.Profiles;
using ChatSecure.Errors;
using ChatSecure.UIKit.Blazor;
using ChatSecure.UIKit.Slots;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace ChatSecure.Desktop.Screens;

/// <summary>Stands before the app as long as its profile is closed, and asks for the passphrase: twice for a new profile's. Locking it later is the app's own.</summary>
internal sealed class Gate : ComponentBase, IDisposable
{
    private const int MinLength = 8;

    private string _passphrase = string.Empty;
    private string _again = string.Empty;
    private string? _problem;
    private bool _isNew;
    private bool _isOpen;
    private bool _isOpening;
    private bool _isReady;
    private ElementReference _first;

    [Inject]
    public ProfileDoor Door { get; set; } = null!;

    [Inject]
    public ChatUi Ui { get; set; } = null!;

    public void Dispose() => Door.Opened -= OnOpened;

    protected override void OnInitialized()
    {
        Door.Opened += OnOpened;
        (_isOpen, _isNew) = (Door.IsOpen, Door.IsNew);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Until then nobody types: what was typed before would be lost, and the rest of it end up in the first field.
        if (firstRender && !_isOpen)
        {
            await _first.FocusAsync();
            _isReady = true;
            StateHasChanged();
        }
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (_isOpen)
        {
            builder.OpenComponent<ChatApp>(0);
            builder.AddComponentParameter(1, nameof(ChatApp.Ui), Ui);
            builder.CloseComponent();
            return;
        }

        builder.OpenElement(2, "main");
        builder.AddAttribute(3, "class", "cs-app cs-centre");
        builder.OpenElement(4, "form");
        builder.AddAttribute(5, "class", "cs-card");
        builder.AddAttribute(6, "onsubmit", EventCallback.Factory.Create<EventArgs>(this, OpenAsync));
        builder.AddContent(7, Words("h1", Text(_isNew ? "desktop.gate.newTitle" : "lockScreen.title")));
        if (_isNew)
        {
            builder.AddContent(8, Words("p", Text("desktop.gate.newText")));
        }

        builder.AddContent(9, Field("onboarding.passphrase", _passphrase, value => _passphrase = value ?? string.Empty, isFirst: true));
        if (_isNew)
        {
            builder.AddContent(10, Field("onboarding.passphraseAgain", _again, value => _again = value ?? string.Empty, isFirst: false));
        }

        builder.OpenElement(11, "p");
        builder.AddAttribute(12, "class", "cs-problem");
        builder.AddAttribute(13, "id", "gate-problem");
        builder.AddAttribute(14, "role", "alert");
        builder.AddContent(15, _problem);
        builder.CloseElement();
        builder.OpenElement(16, "button");
        builder.AddAttribute(17, "type", "submit");
        builder.AddAttribute(18, "class", "cs-button cs-button-primary");
        builder.AddAttribute(19, "disabled", _isOpening);
        builder.AddContent(20, Text(_isNew ? "desktop.gate.create" : "lockScreen.unlock"));
        builder.CloseElement();
        builder.CloseElement();
        builder.CloseElement();
    }

    private static RenderFragment Words(string element, string text) =>
        builder =>
        {
            builder.OpenElement(0, element);
            builder.AddContent(1, text);
            builder.CloseElement();
        };

    private RenderFragment Field(string label, string value, Action<string?> set, bool isFirst) =>
        builder =>
        {
            builder.OpenElement(0, "label");
            builder.AddAttribute(1, "class", "cs-field");
            builder.AddContent(2, Words("span", Text(label)));
            builder.OpenElement(3, "input");
            builder.AddAttribute(4, "type", "password");
            builder.AddAttribute(5, "autocomplete", _isNew ? "new-password" : "current-password");
            builder.AddAttribute(6, "aria-describedby", "gate-problem");
            builder.AddAttribute(7, "readonly", !_isReady);
            builder.AddAttribute(8, "value", value);
            builder.AddAttribute(9, "oninput", EventCallback.Factory.CreateBinder(this, set, value));
            builder.SetUpdatesAttributeName("value");
            if (isFirst)
            {
                builder.AddElementReferenceCapture(10, reference => _first = reference);
            }

            builder.CloseElement();
            builder.CloseElement();
        };

    private string Text(string id, params ReadOnlySpan<(string Name, object? Value)> arguments) => Ui.Brand.Text(id, arguments);

    private async Task OpenAsync()
    {
        _problem = WhyNot();
        if (_problem is not null)
        {
            return;
        }

        var passphrase = _passphrase;
        (_passphrase, _again, _isOpening) = (string.Empty, string.Empty, true);
        try
        {
            await Door.OpenAsync(passphrase);
        }
        catch (ChatSecureException exception)
        {
            _problem = Ui.Context.Slots.Errors.Present(new(exception, ErrorPlace.Action, Ui.Brand));
        }
        finally
        {
            _isOpening = false;
        }
    }

    private string? WhyNot() =>
        _passphrase.Length == 0 ? Text("onboarding.passphrase")
        : !_isNew ? null
        : _passphrase.Length < MinLength ? Text("onboarding.blocked.password", ("min", MinLength))
        : _passphrase != _again ? Text("cli.input.passphrasesDiffer")
        : null;

    private void OnOpened() =>
        _ = InvokeAsync(() =>
        {
            _isOpen = true;
            StateHasChanged();
        });
}
