// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.UIKit.Shell;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSecure.UIKit.Blazor.Tests.Pages;

/// <summary>Backups and the passphrase.</summary>
public sealed class SecurityTests
{
    private const string Old = "the old passphrase";
    private const string New = "correct horse battery";

    [Fact]
    public async Task A_backup_says_what_is_missing_and_what_went_wrong()
    {
        await using var app = await App.StartAsync();
        await ShowAsync(app, "Backup");
        await app.TypeAsync("dialog input[type=password]", New);
        await app.UntilAsync(() => app.Find("dialog [role=status]")!.TextContent == "Strong");
        await app.Shown.InvokeAsync(() => app.FindAll("dialog input[type=password]")[1].InputAsync(new() { Value = "correct horse" }));
        await app.UntilAsync(() => app.Find("dialog .cs-problem")!.TextContent.StartsWith("The two differ.", StringComparison.Ordinal));
        Assert.True(app.Find("dialog button[type=submit]")!.HasAttribute("disabled"));
        await app.Shown.InvokeAsync(() => app.FindAll("dialog input[type=password]")[1].InputAsync(new() { Value = New }));
        await app.UntilAsync(() => !app.Find("dialog button[type=submit]")!.HasAttribute("disabled"));

        // The engine in memory has no file to make one of.
        await app.SubmitAsync("dialog form");
        await app.UntilAsync(() => app.Find("dialog .cs-problem")!.TextContent == app.Brand.Current.Text("error.notSupported"));
        Assert.All(app.FindAll("dialog input[type=password]"), field => Assert.Equal(string.Empty, field.GetAttribute("value")));
        Assert.DoesNotContain(app.Page.JSInterop.Invocations, call => call.Identifier == "save");
    }

    [Fact]
    public async Task A_brand_without_backups_has_no_entry_for_them()
    {
        using var folder = new UIKit.Tests.TempBrand(
            """{ "schemaVersion": 1, "id": "bare", "name": "Bare", "features": { "backup": { "value": false, "level": "hidden" } } }"""
        );
        await using var app = await App.StartAsync(Brand.Load(folder.Path));
        await ShowAsync(app);
        Assert.DoesNotContain(app.FindAll(".cs-settings-action"), button => button.TextContent == app.Brand.Current.Text("backup.title"));
    }

    [Fact]
    public async Task A_passphrase_that_opened_the_profile_is_changed()
    {
        await using var app = await App.StartAsync();
        var box = app.Page.Services.GetRequiredService<PassphraseBox>();
        app.Alice.Key = System.Text.Encoding.UTF8.GetBytes(Old);
        app.Alice.KeySource = _ => ValueTask.FromResult(box.Take() ?? []);
        await ShowAsync(app);
        Assert.DoesNotContain(app.FindAll(".cs-settings-action"), button => button.TextContent == "Change the passphrase");

        await app.Alice.Profile.LockAsync();
        await app.TypeAsync("input[type=password]", Old);
        await app.SubmitAsync("form");
        await OpenAsync(app, "Change the passphrase");
        await TypeAsync(app, "a wrong guess", New, New);
        await app.ClickAsync("dialog button[type=submit]");
        await app.UntilAsync(() => app.Find("dialog .cs-problem")!.TextContent == app.Brand.Current.Text("error.storageKey"));
        await TypeAsync(app, Old, New, New);
        await app.ClickAsync("dialog button[type=submit]");

        await app.UntilAsync(() =>
            app.Find("dialog .cs-good")!.TextContent.StartsWith("The passphrase has been changed", StringComparison.Ordinal)
        );
        Assert.Equal(New, System.Text.Encoding.UTF8.GetString(app.Alice.Key.Span));
    }

    private static async Task TypeAsync(App app, params string[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var (at, word) = (i, words[i]);
            await app.UntilAsync(() => app.FindAll("dialog input[type=password]").Count == words.Length);
            await app.Shown.InvokeAsync(() => app.FindAll("dialog input[type=password]")[at].InputAsync(new() { Value = word }));
        }

        await app.UntilAsync(() => !app.Find("dialog button[type=submit]")!.HasAttribute("disabled"));
    }

    private static async Task ShowAsync(App app, string? entry = null)
    {
        app.Show();
        await OpenAsync(app, entry);
    }

    private static async Task OpenAsync(App app, string? entry)
    {
        await app.UntilAsync(".cs-rail-button");
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[^1].ClickAsync(new()));
        await app.UntilAsync(".cs-settings-action");
        if (entry is not null)
        {
            await app.UntilAsync(() => app.FindAll(".cs-settings-action").Any(button => button.TextContent == entry));
            await app.Shown.InvokeAsync(() =>
                app.FindAll(".cs-settings-action").Single(button => button.TextContent == entry).ClickAsync(new())
            );
            await app.UntilAsync("dialog");
        }
    }
}
