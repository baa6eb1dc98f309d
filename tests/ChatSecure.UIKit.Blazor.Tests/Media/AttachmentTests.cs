// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Tests.Media;

/// <summary>Files where they stand: in a message, in the gallery, and large.</summary>
public sealed class AttachmentTests
{
    private const string Script = "./_content/ChatSecure.UIKit.Blazor/media.js";

    [Fact]
    public async Task A_file_is_fetched_and_then_saved_under_its_name()
    {
        await using var app = await App.StartAsync();
        app.Page.JSInterop.SetupModule(Script).Setup<bool>("save", _ => true).SetResult(true);
        await app.BobSendsAsync("notes.txt", "text/plain");
        await app.OpenAsync();

        await app.ClickAsync(".cs-file [aria-label^='Download']");
        await app.ClickAsync(".cs-file [aria-label='Save: notes.txt']");

        await app.UntilAsync(() => app.Calls("save").Count == 1);
        Assert.Equal(App.File.Length, Assert.IsType<long>(app.Calls("save")[0].Arguments[1]));
        Assert.Equal("notes.txt", app.Calls("save")[0].Arguments[2]);
        Assert.Null(app.Find(".cs-message .cs-problem"));
    }

    [Fact]
    public async Task What_goes_wrong_in_the_page_is_said_beside_the_file()
    {
        await using var app = await App.StartAsync();
        app.Page.JSInterop.SetupModule(Script).Setup<bool>("save", _ => true).SetException(new JSException("quota"));
        await app.BobSendsAsync("notes.txt", "text/plain");
        await app.OpenAsync();

        await app.ClickAsync(".cs-file [aria-label^='Download']");
        await app.ClickAsync(".cs-file [aria-label='Save: notes.txt']");

        await app.UntilAsync(() =>
            app.Find(".cs-message .cs-problem")?.TextContent == app.Brand.Current.Text("error.condition.fileUnwritable")
        );
        Assert.False(app.Find(".cs-file [aria-label='Save: notes.txt']")!.HasAttribute("disabled"));
    }

    [Fact]
    public async Task In_a_message_arrows_lead_to_files_and_in_the_viewer_the_tabulator_does()
    {
        await using var app = await App.StartAsync();
        await app.BobSendsAsync("sea.png", "image/png");
        await app.OpenAsync();
        await app.ClickAsync(".cs-file [aria-label^='Download']");
        await app.UntilAsync(".cs-picture-button");
        Assert.Equal("-1", app.Find(".cs-picture-button")!.GetAttribute("tabindex"));

        await app.ClickAsync(".cs-picture-button");

        await app.UntilAsync("dialog .cs-viewer");
        Assert.Equal("0", app.Find("dialog .cs-file button")!.GetAttribute("tabindex"));
        await app.ClickAsync("dialog .cs-dialog-header button");
        await app.UntilAsync(() => app.Find("dialog") is null);
    }

    [Fact]
    public async Task The_gallery_has_every_file_fetches_what_is_elsewhere_and_leads_to_its_message()
    {
        await using var app = await App.StartAsync();
        await app.BobSendsAsync("sea.png", "image/png");
        await app.BobSendsAsync("notes.txt", "text/plain");
        await app.OpenAsync();
        await OpenGalleryAsync(app);
        await app.UntilAsync(() => app.FindAll("dialog [data-cs-item]").Count == 2);
        Assert.NotNull(app.Find("dialog [data-cs-roving]"));
        Assert.All(app.FindAll("dialog [data-cs-item] button"), button => Assert.Equal("-1", button.GetAttribute("tabindex")));

        await app.ClickAsync("dialog li:nth-child(2) .cs-file [aria-label^='Download']");
        await app.UntilAsync("dialog .cs-gallery-picture .cs-picture-button");

        await app.ClickAsync("dialog .cs-gallery-picture .cs-link");
        await app.UntilAsync(() => app.Find("dialog") is null);
        await app.UntilAsync(() => app.Calls("jump").Count > 0);
    }

    [Fact]
    public async Task A_gallery_without_files_says_so()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync();
        await OpenGalleryAsync(app);

        await app.UntilAsync(() => app.Find("dialog .cs-empty p")?.TextContent == app.Brand.Current.Text("gallery.empty"));
    }

    private static async Task OpenGalleryAsync(App app)
    {
        await app.ClickAsync(".cs-header .cs-menu-button");
        await app.ChooseAsync(app.Brand.Current.Text("gallery.title"));
    }
}
