// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

/// <summary>What was picked and not sent yet, as only a browser can show it.</summary>
public sealed class PendingFileTests(Chromium chromium)
{
    [Fact]
    public async Task A_picture_is_seen_before_it_is_sent()
    {
        await using var client = await Scene.FillAsync();
        await using var app = await MemoryApp.StartAsync(client);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        await screen.OpenChatAsync("Amina");
        await screen.AttachAsync("window.png", "image/png", await screen.Page.ScreenshotAsync());

        var seen = screen.Page.Locator(".cs-pending-picture canvas.cs-picture-ready");
        await screen.SeeAsync(seen);
        Assert.InRange(await seen.EvaluateAsync<double>("picture => picture.getBoundingClientRect().width"), 40, 56);
        Assert.Empty(screen.Complaints);
    }

    [Fact]
    public async Task Of_more_files_than_a_message_takes_some_are_left_out_and_how_many_is_said()
    {
        await using var client = await Scene.FillAsync();
        await using var app = await MemoryApp.StartAsync(client);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        await screen.OpenChatAsync("Amina");
        await screen.SeeAsync(screen.Button("Attach a file"));

        // As many as somebody drops who drops a folder's content: a page must not end of it.
        await screen.Page.EvaluateAsync(
            """
            () => {
              const dropped = new DataTransfer();
              for (let i = 0; i < 3000; i++) {
                dropped.items.add(new File(["hello"], `A file with a name that is as long as names of files often are, ${i}.txt`));
              }
              document.querySelector(".cs-composer").dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
            }
            """
        );

        await screen.SeeAsync(screen.Page.Locator(".cs-composer > .cs-problem", new() { HasText = "2,968 files were left out" }));
        await Assertions.Expect(screen.Page.Locator(".cs-pending-file")).ToHaveCountAsync(32);
        Assert.Empty(screen.Complaints);
    }
}
