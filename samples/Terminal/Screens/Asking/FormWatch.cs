// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Accounts;

namespace ChatSecure.Terminal.Screens.Asking;

/// <summary>Shows what a server asks of who registers for as long as it waits. Used on the UI thread.</summary>
internal sealed class FormWatch(Screen screen)
{
    private FormViewModel? _form;
    private FormPage? _page;

    public void Follow(FormViewModel? form)
    {
        if (form == _form)
        {
            return;
        }

        _form = form;
        if (_page is { } gone)
        {
            _page = null;
            screen.Leave(gone);
        }

        if (form is not null)
        {
            screen.Run(() => ShowAsync(form));
        }
    }

    private async Task ShowAsync(FormViewModel form)
    {
        var page = await FormPage.CreateAsync(screen, form);
        await screen.Context.Dispatcher.InvokeAsync(() =>
        {
            if (form == _form)
            {
                _page = page;
                screen.Push(page);
            }
            else
            {
                screen.Run(async () => await page.DisposeAsync());
            }
        });
    }
}
