// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

/// <summary>What needs more of a browser than a page: its microphone, its clipboard, what is dragged over it, and what it plays.</summary>
[Collection(TwoPeopleCollection.Name)]
public sealed class MediaTests(TwoPeople people)
{
    private Screen Anna => people.Anna;

    private Screen Bela => people.Bela;

    [Fact]
    public async Task A_voice_message_is_recorded_and_played_by_the_other()
    {
        await Anna.Button("Record a voice message").ClickAsync();
        await Anna.SeeAsync(Anna.Page.Locator(".cs-recording", new() { HasText = "0:02" }));
        await Anna.Button("Done").ClickAsync();
        await Anna.SeeAsync(Anna.Page.Locator(".cs-pending-file"));
        await Anna.Button("Send").ClickAsync();
        await Anna.GoneAsync(Anna.Page.Locator(".cs-pending-file"));

        await Bela.Messages.Last.Locator(".cs-file button").ClickAsync();
        var voice = Bela.Messages.Last.Locator(".cs-voice");
        await Bela.SeeAsync(voice);
        var play = voice.GetByRole(AriaRole.Button);
        await play.ClickAsync();
        await Assertions.Expect(play).ToHaveAttributeAsync("aria-pressed", "true", new() { Timeout = 60_000 });
        await Bela.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('.cs-voice progress')].at(-1).value > 0.2");
        await Assertions.Expect(play).ToHaveAttributeAsync("aria-pressed", "false", new() { Timeout = 60_000 });
        people.AreQuiet();
    }

    [Fact]
    public async Task A_recording_that_is_given_up_is_nowhere()
    {
        await Anna.Button("Record a voice message").ClickAsync();
        await Anna.SeeAsync(Anna.Page.Locator(".cs-recording"));
        await Anna.Page.Locator(".cs-composer").GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true }).ClickAsync();
        await Anna.SeeAsync(Anna.Button("Record a voice message"));
        await Anna.GoneAsync(Anna.Page.Locator(".cs-pending-file"));
        people.AreQuiet();
    }

    [Fact]
    public async Task A_picture_that_is_pasted_is_sent()
    {
        await Anna.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await Anna.Page.EvaluateAsync(
            """
            async () => {
              const canvas = new OffscreenCanvas(90, 30);
              const pen = canvas.getContext("2d");
              pen.fillStyle = "teal";
              pen.fillRect(0, 0, 90, 30);
              await navigator.clipboard.write([new ClipboardItem({ "image/png": canvas.convertToBlob({ type: "image/png" }) })]);
            }
            """
        );
        await Anna.Composer.ClickAsync();
        await Anna.Page.Keyboard.PressAsync("Control+V");
        await Anna.SeeAsync(Anna.Page.Locator(".cs-pending-file"));
        await Anna.Button("Send").ClickAsync();
        await Anna.GoneAsync(Anna.Page.Locator(".cs-pending-file"));
        await Bela.Messages.Last.Locator(".cs-file button").ClickAsync();
        var seen = Bela.Messages.Last.Locator("canvas.cs-picture-ready");
        await Bela.SeeAsync(seen);
        Assert.Equal(3, await seen.EvaluateAsync<double>("picture => picture.width / picture.height"), precision: 1);
        people.AreQuiet();
    }

    [Fact]
    public async Task A_file_that_is_dropped_is_sent()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("chatsecure-drop-").FullName, "scores.txt");
        try
        {
            await File.WriteAllTextAsync(path, "do re mi");
            await DropAsync(Anna, path);
            await Anna.SeeAsync(Anna.Page.Locator(".cs-pending-file", new() { HasText = "scores.txt" }));
            await Assertions.Expect(Anna.Page.Locator(".cs-drop")).ToHaveCountAsync(0);
            await Anna.Button("Send").ClickAsync();
            await Anna.GoneAsync(Anna.Page.Locator(".cs-pending-file"));
            var file = Bela.Messages.Filter(new() { HasText = "scores.txt" }).Locator(".cs-file");
            await file.GetByRole(AriaRole.Button).ClickAsync();
            await Bela.SeeAsync(file.GetByRole(AriaRole.Button, new() { Name = "Save" }));
            var saved = await Bela.Page.RunAndWaitForDownloadAsync(() =>
                file.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync()
            );
            Assert.Equal("do re mi", await File.ReadAllTextAsync(await saved.PathAsync()));
            people.AreQuiet();
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Fact]
    public async Task Notifications_say_no_more_than_the_person_allows()
    {
        await Bela.Page.Context.GrantPermissionsAsync(["notifications"]);
        await Bela.Page.EvaluateAsync(
            """
            () => {
              window.told = [];
              window.Notification = new Proxy(Notification, {
                construct(real, [title, options]) {
                  window.told.push([title, options.body, options.tag].join("|"));
                  return new real(title, options);
                },
              });
              document.hasFocus = () => false;
              window.dispatchEvent(new Event("blur"));
            }
            """
        );
        try
        {
            Assert.DoesNotContain("The key is under", await ToldAsync("The key is under the mat"), StringComparison.Ordinal);
            await ToggleHidingAsync();
            var told = await ToldAsync("The cat is on the roof");
            Assert.Contains("The cat is on the roof", told, StringComparison.Ordinal);
            Assert.Contains("anna", told, StringComparison.Ordinal);
            await ToggleHidingAsync();
            Assert.DoesNotContain("dog", await ToldAsync("The dog is in the garden"), StringComparison.Ordinal);
        }
        finally
        {
            await Bela.Page.EvaluateAsync("() => { delete document.hasFocus; window.dispatchEvent(new Event('focus')); }");
            await Bela.Page.Context.ClearPermissionsAsync();
        }

        people.AreQuiet();

        async Task<string> ToldAsync(string text)
        {
            await Bela.Page.EvaluateAsync("() => { window.told = []; }");
            await Anna.SayAsync(text);
            await Bela.Page.WaitForFunctionAsync("() => window.told.length > 0");
            var told = await Bela.Page.EvaluateAsync<string[]>("() => window.told");
            return Assert.Single(told);
        }

        async Task ToggleHidingAsync()
        {
            await Bela.GoAsync("Settings");
            var hide = Bela.Page.GetByRole(AriaRole.Switch, new() { Name = "Hide names and texts" });
            var was = await hide.GetAttributeAsync("aria-checked");
            await hide.ClickAsync();
            await Assertions
                .Expect(hide)
                .ToHaveAttributeAsync("aria-checked", was == "true" ? "false" : "true", new() { Timeout = 60_000 });
            await Bela.OpenChatAsync(people.AnnasAddress);
        }
    }

    // As the system does when a person drags a file out of another window.
    private static async Task DropAsync(Screen screen, string path)
    {
        var box = (await screen.Page.Locator(".cs-timeline").BoundingBoxAsync())!;
        var browser = await screen.Page.Context.NewCDPSessionAsync(screen.Page);
        foreach (var type in new[] { "dragEnter", "dragOver", "drop" })
        {
            await browser.SendAsync(
                "Input.dispatchDragEvent",
                new()
                {
                    ["type"] = type,
                    ["x"] = box.X + (box.Width / 2),
                    ["y"] = box.Y + (box.Height / 2),
                    ["data"] = new Dictionary<string, object>
                    {
                        ["items"] = Array.Empty<object>(),
                        ["files"] = new[] { path },
                        ["dragOperationsMask"] = 1,
                    },
                }
            );
        }

        await browser.DetachAsync();
    }
}
