// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Blazor.Interop;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Composer;

/// <summary>The field to write in. It takes nothing before the page is interactive: what is typed before that would be lost.</summary>
public partial class ComposerView
{
    // More than a message may have, so that it says by how much it is too long; not so much that a host would take it for an attack and end the page.
    private const int MaxTyped = 3 * ComposerViewModel.MaxDraftLength;

    private readonly string _id = $"cs-{Guid.NewGuid():N}";
    private ElementReference _form;
    private FilePicker? _picker;
    private JsModule _page = null!;
    private JsModule _files = null!;
    private bool _isNextWanted;

    /// <summary>The field.</summary>
    [Parameter, EditorRequired]
    public ComposerContext Context { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private IdleLock Lock { get; set; } = null!;

    private ComposerViewModel Composer => Context.Composer;

    private bool CanSend => RendererInfo.IsInteractive && Composer.SendCommand.CanExecute(null);

    // That an empty field can't be sent is no news.
    private string? WhyBlocked => Composer.Draft.Length > 0 && !Composer.SendCommand.IsRunning ? Composer.SendCommand.BlockedReason : null;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        (_page, _files) = (new(Js, "page.js"), new(Js, "files.js"));
        Follow(Composer);
        Follow(Composer.SendCommand);
        Follow(Composer.Files);
        Follow(Composer.Suggestions);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _files.CallAsync("takeFiles", _form);
            await _page.CallAsync("focusHere", $"#{_id}");
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask CloseAsync()
    {
        await _page.DisposeAsync();
        await _files.DisposeAsync();
    }

    private async Task SendAsync()
    {
        if (Composer.SendCommand.IsRunning)
        {
            // Whoever presses Enter again while a message is on its way wants the next one to go after it.
            _isNextWanted = true;
            return;
        }

        // A file is taken in from the page before its message waits to be sent: until then, locking would lose it.
        using (Lock.Hold())
        {
            do
            {
                _isNextWanted = false;
                await Composer.SendCommand.ExecuteAsync();
            } while (_isNextWanted && Composer.Problem is null);
        }

        _picker?.Clear();
        await _page.CallAsync("focusHere", $"#{_id}");
    }

    private Task CancelAsync()
    {
        Composer.Cancel();
        return _page.CallAsync("focusOn", $"#{_id}");
    }

    // Names are suggested for what is typed at the end, as people do.
    private void Suggest() => Composer.Suggest(Composer.Draft.Length);

    private Task MentionAsync(MentionRow row)
    {
        Composer.Mention(row, Composer.Draft.Length);
        return _page.CallAsync("focusOn", $"#{_id}");
    }

    // Where the caret is only the page knows.
    private Task InsertAsync(string emoji) => _page.CallAsync("insert", $"#{_id}", emoji);

    private Task OnKeyAsync(KeyboardEventArgs key) =>
        key.Key == "Escape" && Composer.Mode != ComposerMode.New ? CancelAsync() : Task.CompletedTask;
}
