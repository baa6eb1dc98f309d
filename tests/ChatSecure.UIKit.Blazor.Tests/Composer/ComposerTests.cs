// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using AngleSharp.Dom;
using ChatSecure.Encryption;
using ChatSecure.UIKit.Blazor.Composer;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Tests.Composer;
using ChatSecure.UIKit.Tests.Media;

namespace ChatSecure.UIKit.Blazor.Tests.Composer;

public sealed class ComposerTests
{
    private const string Field = ".cs-composer-field";

    [Fact]
    public async Task Takes_nothing_before_the_page_is_interactive()
    {
        await using var app = await App.StartAsync();
        await app.BobSaysAsync("Hello Alice");
        app.Show(isInteractive: false);
        await app.ClickAsync(".cs-row");
        await app.UntilAsync(Field);

        Assert.True(app.Find(Field)!.IsDisabled());
        Assert.True(app.Find(".cs-send")!.IsDisabled());
    }

    [Fact]
    public async Task Sends_what_was_typed_and_is_empty_again()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync();
        await app.TypeAsync(Field, "On my way");

        await app.SubmitAsync(".cs-composer");

        await app.UntilAsync(() =>
            app.FindAll(".cs-message-own").Any(message => message.TextContent.Contains("On my way", StringComparison.Ordinal))
        );
        await app.UntilAsync(() => string.IsNullOrEmpty(app.Find(Field)!.GetAttribute("value")));
    }

    [Fact]
    public async Task Enter_while_a_message_is_on_its_way_sends_what_was_typed_behind_it_after_it()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync();
        var composer = app.Shown.FindComponent<ComposerView>().Instance.Context.Composer;
        var file = new SlowFile();
        await app.Shown.InvokeAsync(() => composer.AttachAsync(file.Picked));
        await app.TypeAsync(Field, "One");
        var sending = app.SubmitAsync(".cs-composer");
        await file.Asked;

        await app.TypeAsync(Field, "OneTwo");
        await app.SubmitAsync(".cs-composer");
        file.Come();
        await sending;

        await app.UntilAsync(() => app.FindAll(".cs-message-own .cs-text").Select(text => text.TextContent).SequenceEqual(["One", "Two"]));
        await app.UntilAsync(() => string.IsNullOrEmpty(app.Find(Field)!.GetAttribute("value")));
    }

    [Fact]
    public async Task Says_how_a_message_will_be_protected_and_why_it_can_t_be_sent()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync();
        await app.UntilAsync(() => app.Find(".cs-composer-lock")!.TextContent.Contains("Only you and Bob", StringComparison.Ordinal));

        foreach (var device in await app.Alice.Trust.DevicesAsync(App.AliceJid, App.BobJid))
        {
            await app.Alice.Trust.SetTrustAsync(App.AliceJid, App.BobJid, device.Fingerprint!.Value, TrustLevel.Distrusted);
        }

        await app.UntilAsync(".cs-composer-unsafe");
        await app.TypeAsync(Field, "Hello");
        Assert.Contains("rejected", app.Find(".cs-composer-lock")!.TextContent, StringComparison.Ordinal);
        Assert.True(app.Find(".cs-send")!.IsDisabled());
    }

    [Fact]
    public async Task In_an_open_group_one_writes_in_the_clear_after_a_question()
    {
        await using var app = await App.StartAsync();
        var group = await app.Alice.Groups.CreateAsync(App.AliceJid, new() { Name = "Market", IsPublic = true });
        app.Show();
        await OpenAsync(app, group.Room.Jid);
        await app.TypeAsync(Field, "Hear ye");
        await app.UntilAsync(".cs-composer-lock .cs-link");
        Assert.True(app.Find(".cs-send")!.IsDisabled());

        await app.ClickAsync(".cs-composer-lock .cs-link");
        await app.UntilAsync(() => app.Find("dialog")!.TextContent.Contains("Everybody may enter this group.", StringComparison.Ordinal));
        await app.ClickAsync("dialog .cs-button:not(.cs-button-danger)");
        await app.UntilAsync(() => app.Find("dialog") is null);
        Assert.True(app.Find(".cs-send")!.IsDisabled());

        await app.ClickAsync(".cs-composer-lock .cs-link");
        await app.ClickAsync("dialog .cs-button-danger");
        await app.UntilAsync(() => app.Find(".cs-composer-lock")!.TextContent.Contains("will not be encrypted", StringComparison.Ordinal));
        await app.SubmitAsync(".cs-composer");
        await app.UntilAsync(() =>
            app.FindAll(".cs-message-own").Any(one => one.TextContent.Contains("Hear ye", StringComparison.Ordinal))
        );
        Assert.Contains("will not be encrypted", app.Find(".cs-composer-lock")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_brand_always_encrypts_no_other_way_is_shown()
    {
        await using var app = await App.StartAsync(UIKit.Tests.Say.Zomlike);
        var group = await app.Alice.Groups.CreateAsync(App.AliceJid, new() { Name = "Market", IsPublic = true });
        app.Show();
        await OpenAsync(app, group.Room.Jid);
        await app.UntilAsync(".cs-composer-unsafe");
        Assert.Null(app.Find(".cs-composer-lock button"));

        await OpenAsync(app, App.BobJid);
        await app.UntilAsync(() => app.Find(".cs-composer-lock")!.TextContent.Contains("Only you and Bob", StringComparison.Ordinal));
        Assert.Null(app.Find(".cs-composer-lock button"));
    }

    [Fact]
    public async Task Answers_a_message_until_Escape()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync("Shall we?");

        await app.ClickAsync(".cs-message-menu");
        await app.ChooseAsync("Reply");
        await app.UntilAsync(".cs-composer-mode");
        Assert.Contains("Shall we?", app.Find(".cs-composer-mode")!.TextContent, StringComparison.Ordinal);

        await app.Shown.InvokeAsync(() =>
            app.Find(Field)!.KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Key = "Escape" })
        );
        await app.UntilAsync(() => app.Find(".cs-composer-mode") is null);
    }

    [Fact]
    public async Task An_answer_quotes_what_it_answers()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync("Shall we?");
        await app.ClickAsync(".cs-message-menu");
        await app.ChooseAsync("Reply");
        await app.TypeAsync(Field, "Yes!");
        await app.SubmitAsync(".cs-composer");

        await app.UntilAsync(".cs-message-own .cs-reply");
        Assert.Contains("Shall we?", app.Find(".cs-reply")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edits_a_message_of_ours()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync();
        await app.AliceSaysAsync("Helo");
        await app.UntilAsync(".cs-message-own");

        await app.ClickAsync(".cs-message-own .cs-message-menu");
        await app.ChooseAsync("Edit");
        await app.UntilAsync(() => app.Find(Field)!.GetAttribute("value") == "Helo");
        await app.TypeAsync(Field, "Hello");
        await app.SubmitAsync(".cs-composer");

        await app.UntilAsync(() => app.Find(".cs-message-own .cs-text")!.TextContent == "Hello");
        Assert.Contains("edited", app.Find(".cs-message-own .cs-message-meta")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picked_file_waits_to_be_sent_and_can_be_taken_out()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync();
        await app.UntilAsync("input[type=file]");

        await app.Shown.InvokeAsync(() =>
            app
                .Shown.FindComponent<Microsoft.AspNetCore.Components.Forms.InputFile>()
                .UploadFiles(InputFileContent.CreateFromText("hello", "../../etc/pass\u202Etxt.exe"))
        );
        await app.UntilAsync(".cs-pending-file");

        var name = app.Find(".cs-pending-file .cs-file-name")!.TextContent;
        Assert.DoesNotContain("/", name, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202E", name, StringComparison.Ordinal);
        await app.ClickAsync(".cs-pending-file button");
        await app.UntilAsync(() => app.Find(".cs-pending-file") is null);
    }

    [Fact]
    public async Task An_emoji_is_put_where_the_caret_is()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync();
        await app.ClickAsync(".cs-composer [aria-label='Insert an emoji']");
        await app.UntilAsync(".cs-composer [role=menu] [role=menuitem]");
        var names = app.FindAll(".cs-composer [role=menu] [role=menuitem]").Select(item => item.GetAttribute("aria-label")!).ToList();
        Assert.Equal(names.Distinct(), names);
        Assert.All(names, name => Assert.DoesNotContain(' ', name));

        await app.ClickAsync(".cs-composer [role=menu] [aria-label='🎉']");

        await app.UntilAsync(() => app.Calls("insert").Count == 1);
        Assert.Equal([$"#{app.Find(Field)!.Id}", "🎉"], app.Calls("insert")[0].Arguments);
        await app.UntilAsync(() => app.Find(".cs-composer [role=menu]") is null);
    }

    [Fact]
    public async Task More_files_than_a_message_takes_are_left_out_and_how_many_is_said()
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync();
        app.Page.JSInterop.SetupModule("./_content/ChatSecure.UIKit.Blazor/files.js").Setup<int>("leftOut").SetResult(6);
        await app.UntilAsync("input[type=file]");
        var picked = Enumerable.Range(1, 64).Select(number => InputFileContent.CreateFromText("hello", $"{number}.txt")).ToArray();

        await app.Shown.InvokeAsync(() => app.Shown.FindComponent<Microsoft.AspNetCore.Components.Forms.InputFile>().UploadFiles(picked));

        await app.UntilAsync(() =>
            app.Find(".cs-composer > .cs-problem")!.TextContent.StartsWith("38 files were left out", StringComparison.Ordinal)
        );
        Assert.Equal(32, app.FindAll(".cs-pending-file").Count);
    }

    [Fact]
    public async Task A_picture_is_seen_and_a_recording_heard_before_they_are_sent()
    {
        await using var app = await App.StartAsync();
        app.Page.JSInterop.SetupModule("./_content/ChatSecure.UIKit.Blazor/media.js").Setup<bool>("draw", _ => true).SetResult(true);
        await app.OpenAsync();
        var composer = app.Shown.FindComponent<ComposerView>().Instance.Context.Composer;

        await app.Shown.InvokeAsync(() => composer.AttachAsync(PickedFile.FromBytes(Pictures.Png(), "image/png", "sea.png")));
        await app.Shown.InvokeAsync(() => composer.AttachAsync(PickedFile.FromBytes([1, 2, 3], "image/png", "none.png")));
        await app.Shown.InvokeAsync(() =>
            composer.AttachVoiceAsync(PickedFile.FromBytes([1, 2, 3], "audio/ogg", "voice.ogg") with { Duration = TimeSpan.FromSeconds(7) })
        );

        await app.UntilAsync(".cs-pending-picture canvas.cs-picture-ready");
        Assert.Equal("image/png", Assert.Single(app.Calls("draw")).Arguments[2]);

        // What is no picture by its own bytes is never drawn.
        await app.UntilAsync(() => app.FindAll(".cs-pending-file")[1].QuerySelector(".cs-picture-none") is not null);
        Assert.Equal("Voice message, 0:07", app.Find(".cs-pending-file .cs-voice button")!.GetAttribute("aria-label"));
        await app.ClickAsync(".cs-pending-file .cs-voice button");
        await app.UntilAsync(() => app.Calls("load").Count == 1);
    }

    private static async Task OpenAsync(App app, Addressing.Jid peer)
    {
        await app.UntilAsync(".cs-rail-button");
        var shell = app.Shown.FindComponent<UIKit.Blazor.Shell.ShellView>().Instance.Context.Shell;
        await app.Shown.InvokeAsync(() => shell.Open(new(App.AliceJid, peer)));
        await app.UntilAsync(Field);
    }
}
