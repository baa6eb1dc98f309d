// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Testing.Clients;
using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

/// <summary>Conversations that no two people would write within a test: without end, or out to do harm.</summary>
public sealed class LongAndHostileTests(Chromium chromium)
{
    private const int Many = 100_000;

    [Fact]
    public async Task A_hundred_thousand_messages_are_a_few_rows_that_stand_still()
    {
        await using var client = await ClientAsync();
        var start = TimeProvider.System.GetUtcNow().AddDays(-30);
        foreach (var some in Enumerable.Range(0, Many).Chunk(5_000))
        {
            await client.ReceiveAsync([.. some.Select(number => Said($"Message number {number}", $"m{number}", start.AddSeconds(number)))]);
        }

        // Nothing is unread, so that the view begins at the newest message.
        await client.Conversations.MarkReadAsync(new(Scene.Me, Scene.Amina), TestContext.Current.CancellationToken);
        await using var app = await MemoryApp.StartAsync(client);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        await screen.OpenChatAsync("Amina");
        await screen.SeeAsync(screen.Message($"Message number {Many - 1}"));
        await HasFewRowsAsync(screen);

        for (var round = 0; round < 6; round++)
        {
            await ReadOlderAsync(screen);
            await HasFewRowsAsync(screen);
        }

        await screen.Button("To the newest message").ClickAsync();
        await Assertions.Expect(screen.Message($"Message number {Many - 1}")).ToBeInViewportAsync(new() { Timeout = 60_000 });
        Assert.Empty(screen.Complaints);
    }

    [Fact]
    public async Task Of_a_hundred_thousand_messages_the_first_unread_one_is_shown_and_stands_still()
    {
        const int Read = Many - 3_000;
        await using var client = await ClientAsync();
        var start = TimeProvider.System.GetUtcNow().AddDays(-30);
        foreach (var some in Enumerable.Range(0, Many).Chunk(1_000))
        {
            await client.ReceiveAsync([
                .. some.Select(number => Said($"Message number {number}.", $"m{number}", start.AddSeconds(number))),
            ]);
            if (some[^1] + 1 == Read)
            {
                await client.Conversations.MarkReadAsync(new(Scene.Me, Scene.Amina), TestContext.Current.CancellationToken);
            }
        }

        await using var app = await MemoryApp.StartAsync(client);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        await screen.OpenChatAsync("Amina");
        var mark = screen.Page.Locator(".cs-unread");
        await Assertions.Expect(mark).ToBeInViewportAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(screen.Message($"Message number {Read}.")).ToBeInViewportAsync();
        await HasFewRowsAsync(screen);
        var moved = await screen.Page.EvaluateAsync<double>(
            """
            async () => {
              const mark = document.querySelector(".cs-unread");
              const before = mark.getBoundingClientRect().top;
              let most = 0;
              for (const until = performance.now() + 1500; performance.now() < until; await new Promise(requestAnimationFrame)) {
                most = Math.max(most, Math.abs(mark.getBoundingClientRect().top - before));
              }
              return most;
            }
            """
        );
        Assert.InRange(moved, 0, 2);
        await client.ReceiveAsync(Said("This one came just now.", "now", TimeProvider.System.GetUtcNow()));
        await ReadOlderAsync(screen);
        await HasFewRowsAsync(screen);
        await screen.Page.Locator(".cs-to-end").ClickAsync();
        await Assertions.Expect(screen.Message("This one came just now.")).ToBeInViewportAsync(new() { Timeout = 60_000 });
        await HasFewRowsAsync(screen);
        Assert.Empty(screen.Complaints);
    }

    [Fact]
    public async Task A_search_goes_to_a_message_far_back()
    {
        await using var client = await ClientAsync();
        var start = TimeProvider.System.GetUtcNow().AddDays(-3);
        await client.ReceiveAsync([
            .. Enumerable
                .Range(0, 2_000)
                .Select(number => Said(number == 700 ? "The needle is here" : $"Hay {number}", $"m{number}", start.AddSeconds(number))),
        ]);
        await using var app = await MemoryApp.StartAsync(client);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        await screen.GoAsync("Search");
        await screen.Page.GetByRole(AriaRole.Searchbox).FillAsync("needle");
        await screen.Page.Locator(".cs-row:has(mark)").ClickAsync();
        await Assertions.Expect(screen.Message("The needle is here")).ToBeInViewportAsync(new() { Timeout = 60_000 });
        await HasFewRowsAsync(screen);
        Assert.Empty(screen.Complaints);
    }

    [Fact]
    public async Task What_comes_while_the_page_is_behind_is_all_shown_once_it_is_not()
    {
        const int Count = 40;
        await using var client = await ClientAsync();
        var now = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        await client.ReceiveAsync(Said("Before", "before", now));
        await using var app = await MemoryApp.StartAsync(client);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        await screen.OpenChatAsync("Amina");
        await screen.SeeAsync(screen.Message("Before"));

        // The host waits with what to show once the page has not said of ten times that it showed something.
        await screen.Page.EvaluateAsync(
            """
            () => {
              const send = WebSocket.prototype.send;
              const kept = [];
              WebSocket.prototype.send = function (data) { kept.push([this, data]); };
              window.catchUp = () => {
                WebSocket.prototype.send = send;
                kept.forEach(([socket, data]) => send.call(socket, data));
              };
            }
            """
        );
        for (var number = 0; number < Count; number++)
        {
            await client.ReceiveAsync(Said($"Meanwhile {number}.", $"m{number}", now.AddSeconds(number + 1)));
            await Task.Delay(30, TestContext.Current.CancellationToken);
        }

        await screen.Page.EvaluateAsync("() => window.catchUp()");
        await Assertions.Expect(screen.Message($"Meanwhile {Count - 1}.")).ToBeInViewportAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(screen.Messages).ToHaveCountAsync(Count + 1);
        Assert.Empty(screen.Complaints);
    }

    [Fact]
    public async Task What_strangers_write_is_shown_as_text()
    {
        string[] bodies =
        [
            "<img src=x onerror=\"document.title='taken'\">",
            "<script>document.title='taken'</script>",
            "</textarea></div><style>*{display:none}</style>",
            "javascript:document.title='taken'",
            "\u202egnp.exe\u202c after",
            "{{constructor.constructor('document.title=1')()}} &lt;b&gt; %s @title",
        ];
        await using var client = await ClientAsync("<b onclick=alert(1)>Amina</b>");
        var now = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        await client.ReceiveAsync([.. bodies.Select((body, i) => Said(body, $"\"><svg onload=alert({i})>", now.AddSeconds(i)))]);
        await using var app = await MemoryApp.StartAsync(client);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        await screen.OpenChatAsync("<b onclick=alert(1)>Amina</b>");
        foreach (var body in bodies)
        {
            // What would turn the direction of the text around is left out.
            var shown = body.Replace("\u202e", "", StringComparison.Ordinal).Replace("\u202c", "", StringComparison.Ordinal);
            await screen.SeeAsync(screen.Messages.Locator(".cs-text").GetByText(shown, new() { Exact = true }));
        }

        await screen.GoneAsync(screen.Page.GetByText(new System.Text.RegularExpressions.Regex("[\u202a-\u202e]")));
        await screen.GoneAsync(
            screen.Page.Locator(".cs-app").Locator("script, style, b, img[src=x], [onclick], [onload], [onerror], a[href^='javascript' i]")
        );
        Assert.DoesNotContain("taken", await screen.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Empty(screen.Complaints);
    }

    private static async Task<InMemoryChatClient> ClientAsync(string name = "Amina")
    {
        var network = new InMemoryNetwork();
        var client = await InMemoryChatClient.CreateAsync(network, Scene.Me);
        var amina = await InMemoryChatClient.CreateAsync(network, Scene.Amina);
        await client.Contacts.AddAsync(Scene.Me, Scene.Amina, name);
        await amina.Contacts.AcceptAsync(Scene.Amina, Scene.Me);
        return client;
    }

    private static ChatMessage Said(string body, string id, DateTimeOffset time) =>
        new()
        {
            Conversation = new(Scene.Me, Scene.Amina),
            Id = new(id),
            From = Scene.Amina,
            Direction = MessageDirection.Incoming,
            Timestamp = time,
            Body = body,
            Encryption = EncryptionKind.Omemo2,
            Trust = TrustLevel.Verified,
        };

    private static async Task HasFewRowsAsync(Screen screen)
    {
        var count = await screen.Page.Locator(".cs-timeline-row").CountAsync();
        Assert.InRange(count, 1, 199);
    }

    // Scrolls so far up that older messages come in above; what was at the top of the view before stays where it is.
    private static async Task ReadOlderAsync(Screen screen)
    {
        var moved = await screen.Page.EvaluateAsync<double>(
            """
            async () => {
              const list = document.querySelector(".cs-timeline");
              const frame = () => new Promise(requestAnimationFrame);
              const first = list.querySelector("[data-row]").dataset.row;
              list.scrollTop = 400;
              await frame();
              const edge = list.getBoundingClientRect().top;
              const row = [...list.querySelectorAll("[data-row]")].find(one => one.getBoundingClientRect().top >= edge);
              const before = row.getBoundingClientRect().top;
              const until = performance.now() + 60000;
              while (list.querySelector("[data-row]").dataset.row === first && performance.now() < until) await frame();
              if (list.querySelector("[data-row]").dataset.row === first) throw new Error("nothing older came in");
              for (let i = 0; i < 5; i++) await frame();
              if (!row.isConnected) throw new Error("what was read is gone");
              return Math.abs(row.getBoundingClientRect().top - before);
            }
            """
        );
        Assert.InRange(moved, 0, 2);
    }
}
