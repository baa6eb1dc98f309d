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

/// <summary>The app as people start it, on a profile in whose encrypted store a conversation has 100,000 messages. How long a page of older ones takes from the wheel
/// to its rows is written down for build/bench timeline; how many rows there are is the rule.</summary>
public sealed class PageOfATimelineTests(Chromium chromium, ProsodyServer server)
{
    private const int Many = 100_000;
    private const int Pages = 40;

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
            var figures = await screen.Page.EvaluateAsync<double[]>(ReadOlder, Pages);
            Assert.Equal(Pages, figures.Length);
            Assert.InRange(await screen.Page.Locator(".cs-timeline-row").CountAsync(), 1, 199);
            var oldest = await screen.Page.EvaluateAsync<int>(
                "() => Number(document.querySelector('.cs-text').textContent.match(/[0-9]+/)[0])"
            );
            Assert.InRange(oldest, 1, Many - (40 * Pages));
            Report(figures);
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
        var start = TimeProvider.System.GetUtcNow().AddDays(-90);
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

    private static void Report(double[] figures)
    {
        var sorted = figures.Order().ToArray();
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"an older page of {Many:N0} messages, from the wheel to its rows in Chromium, {Pages} pages: median {sorted[Pages / 2]:F0} ms, 9 of 10 in {sorted[Pages * 9 / 10]:F0} ms   (50 ms)"
        );
        var folder = Repository.PathTo("artifacts", "bench");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "timeline-in-chromium.txt"), text + "\n");
        TestContext.Current.SendDiagnosticMessage(text);
    }

    // To the top again and again; each time until a whole page of older messages has its rows.
    private const string ReadOlder = """
        async (pages) => {
          const list = document.querySelector(".cs-timeline");
          const frame = () => new Promise(requestAnimationFrame);
          const first = () => Number(list.querySelector(".cs-text").textContent.match(/[0-9]+/)[0]);
          const times = [];
          while (times.length < pages) {
            // What was asked for last has ended.
            for (let i = 0; i < 6; i++) await frame();
            const was = first();
            const changed = new Promise((done, fail) => {
              setTimeout(() => fail(new Error(`page ${times.length} did not come: ${JSON.stringify(list.dataset)}, at ${list.scrollTop}`)), 60000);
              const watch = new MutationObserver(() => {
                if (first() <= was - 40) {
                  watch.disconnect();
                  done();
                }
              });
              watch.observe(list, { childList: true, subtree: true });
            });
            const since = performance.now();
            list.scrollTop = 0;
            list.dispatchEvent(new Event("scroll"));
            await changed;
            times.push(performance.now() - since);
          }
          return times;
        }
        """;
}
