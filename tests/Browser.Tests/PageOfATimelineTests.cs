// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;
using ChatSecure.Storage;
using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

/// <summary>The app as people start it, on a profile in whose encrypted store a conversation has 100,000 messages. How long a page of older ones takes is written
/// down for build/bench timeline: from the moment in which the page hears of a scroll to the very top until the next rows are in it, and until they are painted; and
/// how long somebody who turns a wheel without a pause stands before rows that have not come. How many rows there are, and that they come, is the rule.</summary>
public sealed class PageOfATimelineTests(Chromium chromium, ProsodyServer server)
{
    private const int Many = 100_000;
    private const int Pages = 40;
    private const int Turns = 150;
    private const int Notch = 120;

    private static readonly Jid _amina = Jid.Parse("amina@example.org");

    [Fact]
    public async Task A_page_of_a_hundred_thousand_messages_is_a_few_rows_of_the_real_store()
    {
        var folder = Directory.CreateTempSubdirectory("chatsecure-app-").FullName;
        try
        {
            await FillAsync(folder, Jid.Parse(server.Jid("nobody")));
            await using var app = await AppProcess.StartAsync(server, folder, Steps.Passphrase);
            await using var screen = await chromium.OpenAsync(app.StartLink);
            await screen.OpenChatAsync("amina@example.org");
            await screen.SeeAsync(screen.Message($"Message {Many - 1} "));
            var pages = await screen.Page.EvaluateAsync<double[][]>(ReadOlder, Pages);
            Assert.Equal(Pages, pages.Length);
            Assert.InRange(await screen.Page.Locator(".cs-timeline-row").CountAsync(), 1, 199);
            var wheel = await TurnAsync(screen.Page);
            Assert.InRange(await screen.Page.Locator(".cs-timeline-row").CountAsync(), 1, 199);
            Assert.All(pages, page => Assert.InRange(page[2], 15, 60));
            Report(pages, wheel);
            Assert.Empty(screen.Complaints);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FillAsync(string folder, Jid account)
    {
        var options = new SqlCipherOptions
        {
            Directory = folder,
            FileName = Look.All[0].Load().Identity.DatabaseFileName,
            KeySource = new DelegateKeySource(_ =>
                ValueTask.FromResult(DatabaseKey.FromPassphrase(Encoding.UTF8.GetBytes(Steps.Passphrase)))
            ),
        };
        await using var store = await new SqlCipherChatStoreFactory(options).OpenAsync();
        await store.Accounts.SaveAsync(new AccountSettings { Jid = account });

        // The newest one was written at noon: a midnight among those that are shown first would make the first page a short one.
        var start = new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero).AddDays(-20.5).AddMinutes(-Many);
        foreach (var some in Enumerable.Range(0, Many).Chunk(20_000))
        {
            await store.CommitAsync(
                new(account) { Messages = [.. some.Select(number => Said(account, number, start.AddMinutes(number)))] }
            );
        }
    }

    private static ChatMessage Said(Jid account, int number, DateTimeOffset time) =>
        new()
        {
            Conversation = new(account, _amina),
            Id = new($"m{number}"),
            From = _amina,
            Direction = MessageDirection.Incoming,
            Timestamp = time,
            Body = $"Message {number} of a long talk about nothing in particular.",
            Encryption = EncryptionKind.Omemo2,
            Trust = TrustLevel.Verified,
            State = DeliveryState.Displayed,
        };

    // With the browser's own events of a wheel, one after the other.
    private static async Task<double[]> TurnAsync(IPage page)
    {
        var box = await page.Locator(".cs-timeline").BoundingBoxAsync();
        await page.Mouse.MoveAsync(box!.X + (box.Width / 2), box.Y + (box.Height / 2));
        await page.EvaluateAsync(WatchTheEdge);
        for (var turn = 0; turn < Turns; turn++)
        {
            await page.Mouse.WheelAsync(0, -Notch);
        }

        return await page.EvaluateAsync<double[]>("() => window.edge()");
    }

    private static void Report(double[][] pages, double[] wheel)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            an older page of {Many:N0} messages over SQLCipher, in Chromium, {Pages} pages of {Median(
                pages,
                2
            ):F0} rows, told of a scroll to the very top:
              its rows are in the page: median {Median(pages, 0):F0} ms, 9 of 10 in {NineOfTen(pages, 0):F0} ms   (50 ms)
              they are painted:         median {Median(pages, 1):F0} ms, 9 of 10 in {NineOfTen(pages, 1):F0} ms
            a wheel turned without a pause, {wheel[1]:F0} messages in {wheel[2] / 1000:F1} s: {wheel[
                0
            ]:F0} ms in all before rows that had not come

            """
        );
        var folder = Repository.PathTo("artifacts", "bench");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "timeline-in-chromium.txt"), text);
        TestContext.Current.SendDiagnosticMessage(text);
    }

    private static double Median(double[][] pages, int which) => pages.Select(page => page[which]).Order().ElementAt(Pages / 2);

    private static double NineOfTen(double[][] pages, int which) => pages.Select(page => page[which]).Order().ElementAt(Pages * 9 / 10);

    // To the top again and again; each time until the next rows are in the page, and painted: what a frame's callback posts runs after its paint.
    private const string ReadOlder = """
        async (pages) => {
          const list = document.querySelector(".cs-timeline");
          const frame = () => new Promise(requestAnimationFrame);
          const painted = async () => {
            await frame();
            const channel = new MessageChannel();
            const done = new Promise((resolve) => (channel.port1.onmessage = resolve));
            channel.port2.postMessage(0);
            await done;
          };
          const first = () => Number(list.querySelector(".cs-text").textContent.match(/[0-9]+/)[0]);
          const rest = async () => {
            for (let still = 0, was = first(); still < 10; still++) {
              await frame();
              [still, was] = first() === was ? [still, was] : [0, first()];
            }
          };
          const times = [];
          while (times.length < pages) {
            // What was asked for last has ended.
            await rest();
            const was = first();
            const changed = new Promise((done, fail) => {
              const end = setTimeout(() => fail(new Error(`page ${times.length} did not come: ${JSON.stringify(list.dataset)}, at ${list.scrollTop}`)), 60000);
              const watch = new MutationObserver(() => {
                if (first() < was) {
                  watch.disconnect();
                  clearTimeout(end);
                  done();
                }
              });
              watch.observe(list, { childList: true, subtree: true });
            });
            const since = performance.now();
            list.scrollTop = 0;
            list.dispatchEvent(new Event("scroll"));
            await changed;
            const there = performance.now() - since;
            const rows = was - first();
            await painted();
            times.push([there, performance.now() - since, rows]);
          }
          return times;
        }
        """;

    // Each frame that shows the edge of the rows although there are older ones is one that somebody waits for.
    private const string WatchTheEdge = """
        () => {
          const list = document.querySelector(".cs-timeline");
          const inView = () => Number([...list.querySelectorAll(".cs-timeline-row")].find((row) => row.getBoundingClientRect().bottom > list.getBoundingClientRect().top && row.querySelector(".cs-text"))
            .querySelector(".cs-text").textContent.match(/[0-9]+/)[0]);
          const [begin, from] = [performance.now(), inView()];
          let waited = 0;
          let last = begin;
          let isOver = false;
          const look = () => {
            const now = performance.now();
            if (list.scrollTop <= 0 && "csOlder" in list.dataset) waited += now - last;
            last = now;
            if (!isOver) requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
          window.edge = () => {
            isOver = true;
            return [waited, from - inView(), performance.now() - begin];
          };
        }
        """;
}
