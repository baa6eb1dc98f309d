// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

/// <summary>What needs more of a browser than a page: its microphone, its clipboard, what is dragged over it, and what it plays.</summary>
[Collection(TwoPeopleCollection.Name)]
public sealed partial class MediaTests(TwoPeople people)
{
    private Screen Anna => people.Anna;

    private Screen Bela => people.Bela;

    [Fact]
    public async Task A_voice_message_is_recorded_and_played_by_the_other()
    {
        await RecordTwoSecondsAsync();
        await Anna.Button("Done").ClickAsync();
        var own = Anna.Page.Locator(".cs-pending-file .cs-voice").GetByRole(AriaRole.Button);
        await own.ClickAsync();
        await Assertions.Expect(own).ToHaveAttributeAsync("aria-pressed", "true", new() { Timeout = 60_000 });
        await Anna.Page.WaitForFunctionAsync("() => document.querySelector('.cs-pending-file progress').value > 0.2");
        await Anna.Button("Send").ClickAsync();
        await Anna.GoneAsync(Anna.Page.Locator(".cs-pending-file"));

        await Bela.Messages.Locator(".cs-file[aria-label^='Voice message']").GetByRole(AriaRole.Button).ClickAsync();
        var voice = Bela.Messages.Locator(".cs-voice");
        await Bela.SeeAsync(voice);
        var play = voice.GetByRole(AriaRole.Button);
        await play.ClickAsync();
        await Assertions.Expect(play).ToHaveAttributeAsync("aria-pressed", "true", new() { Timeout = 60_000 });
        await Bela.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('.cs-voice progress')].at(-1).value > 0.2");
        await Assertions.Expect(play).ToHaveAttributeAsync("aria-pressed", "false", new() { Timeout = 60_000 });
        people.AreQuiet();
    }

    // The test before may have asked for this conversation just now: a screen that gives way to it takes the recording with it, and one begins again.
    private async Task RecordTwoSecondsAsync()
    {
        var recording = Anna.Page.Locator(".cs-recording", new() { HasTextRegex = TwoSeconds() });
        for (var attempt = 1; ; attempt++)
        {
            await Anna.Button("Record a voice message").ClickAsync();
            try
            {
                await Assertions.Expect(recording.First).ToBeVisibleAsync(new() { Timeout = 15_000 });
                return;
            }
            catch (PlaywrightException) when (attempt < 3)
            {
                // See above.
            }
        }
    }

    [Fact]
    public async Task A_recording_that_is_given_up_is_nowhere()
    {
        await RecordTwoSecondsAsync();
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
        await Bela.Messages.Locator(".cs-file[aria-label^='Picture']").GetByRole(AriaRole.Button).ClickAsync();
        var seen = Bela.Messages.Locator("canvas.cs-picture-ready[aria-label='image.png']");
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
    public async Task A_file_that_was_damaged_since_is_not_saved_and_says_so()
    {
        await Anna.AttachAsync("poem.txt", "text/plain", "The sea was calm"u8.ToArray());
        await Anna.Button("Send").ClickAsync();
        var before = Kept();
        var file = Bela.Messages.Filter(new() { HasText = "poem.txt" }).Locator(".cs-file");
        await file.GetByRole(AriaRole.Button).ClickAsync();
        await Bela.SeeAsync(file.GetByRole(AriaRole.Button, new() { Name = "Save" }));
        Damage(Assert.Single(Kept().Except(before)));
        Bela.Page.Download += OnDownload;
        try
        {
            await file.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
            await Bela.SeeAsync(Bela.Messages.Filter(new() { HasText = "poem.txt" }).Locator(".cs-problem:not(:empty)"));
        }
        finally
        {
            Bela.Page.Download -= OnDownload;
        }

        await Bela.SayAsync("I can't read the poem");
        await Anna.SeeAsync(Anna.Message("I can't read the poem"));
        people.AreQuiet();

        string[] Kept() =>
            [
                .. Directory
                    .EnumerateFiles(people.BelasProfile, "*", SearchOption.AllDirectories)
                    .Where(path => Path.GetDirectoryName(path)!.EndsWith(".media", StringComparison.Ordinal)),
            ];

        void OnDownload(object? sender, IDownload download) => Assert.Fail("A damaged file was saved.");
    }

    private static void Damage(string path)
    {
        var content = File.ReadAllBytes(path);
        content[^1] ^= 1;
        File.WriteAllBytes(path, content);
    }

    [Fact]
    public async Task A_film_is_played_where_it_is_shown_in_parts_and_not_by_itself()
    {
        var film = Convert.FromBase64String(await Anna.Page.EvaluateAsync<string>(MakeFilm));
        var parts = 0;
        Bela.Page.Response += (_, response) =>
            parts += response.Url.Contains("/media/attachment", StringComparison.Ordinal) && response.Status == 206 ? 1 : 0;
        await Anna.AttachAsync("waves.webm", "video/webm", film);
        await Anna.Button("Send").ClickAsync();
        var message = Bela.Messages.Filter(new() { HasText = "waves.webm" });
        await Bela.SeeAsync(message);
        await Bela.GoneAsync(message.Locator("video"));
        await message.Locator(".cs-file").GetByRole(AriaRole.Button).ClickAsync();
        var seen = message.Locator("video");
        await Bela.SeeAsync(seen);
        await Bela.Page.WaitForFunctionAsync("() => document.querySelector('video.cs-film')?.readyState >= 1");
        Assert.Equal(
            "true|metadata|false|true|160|120",
            await seen.EvaluateAsync<string>(
                "film => [film.controls, film.preload, film.autoplay, film.paused, film.videoWidth, film.videoHeight].join('|')"
            )
        );
        Assert.True(parts > 0, "The film did not come in parts.");
        await seen.EvaluateAsync("film => film.play()");
        await Bela.Page.WaitForFunctionAsync("() => document.querySelector('video.cs-film').currentTime > 0.3");
        people.AreQuiet();
    }

    [Fact]
    public async Task What_only_says_that_it_is_a_film_is_a_file()
    {
        await Anna.AttachAsync("holiday.mp4", "video/mp4", "<script>document.title='taken'</script>"u8.ToArray());
        await Anna.Button("Send").ClickAsync();
        var message = Bela.Messages.Filter(new() { HasText = "holiday.mp4" });
        await message.Locator(".cs-file").GetByRole(AriaRole.Button).ClickAsync();
        await Bela.SeeAsync(message.GetByRole(AriaRole.Button, new() { Name = "Save" }));
        foreach (var screen in new[] { Anna, Bela })
        {
            await screen.GoneAsync(screen.Messages.Filter(new() { HasText = "holiday.mp4" }).Locator("video"));
        }

        people.AreQuiet();
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

    // A second and a half of changing colours, as this browser records it.
    private const string MakeFilm = """
        async () => {
          const canvas = Object.assign(document.createElement("canvas"), { width: 160, height: 120 });
          const pen = canvas.getContext("2d");
          const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: "video/webm;codecs=vp8" });
          const parts = [];
          recorder.ondataavailable = (event) => parts.push(event.data);
          const ended = new Promise((done) => (recorder.onstop = done));
          recorder.start();
          for (let i = 0; i < 30; i++) {
            pen.fillStyle = `hsl(${i * 12} 80% 50%)`;
            pen.fillRect(0, 0, 160, 120);
            await new Promise((done) => setTimeout(done, 50));
          }
          recorder.stop();
          await ended;
          const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
          return btoa(String.fromCharCode(...bytes));
        }
        """;

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

    // Two seconds or more: a busy machine may not show each of them.
    [GeneratedRegex("0:(0[2-9]|[1-5][0-9])")]
    private static partial Regex TwoSeconds();
}
