// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ChatSecure.Tests;

/// <summary>One person's window. It hears what a browser complains of, and where it goes: neither may happen. Whatever it waits for may take long, since the
/// machine may be busy; it never just waits.</summary>
public sealed partial class Screen : IAsyncDisposable
{
    private const float Patience = 60_000;

    private static int _count;

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = [];
    private volatile bool _isDeaf;

    public Screen(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.SetDefaultTimeout(Patience);
        page.Console += (_, message) =>
        {
            if (!_isDeaf && message.Type is ("error" or "warning"))
            {
                _complaints.Enqueue($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue($"script: {error}");
        context.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                _complaints.Enqueue($"{response.Status} for {new Uri(response.Url).AbsolutePath}");
            }
        };
        context.Request += (_, request) =>
        {
            if (!OwnAddress().IsMatch(request.Url))
            {
                _complaints.Enqueue($"went to {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Runs a tool in the page that itself does what the page may not, such as writing styles; what the browser says of that does not count.</summary>
    public async Task<T> InspectAsync<T>(Func<IPage, Task<T>> inspect)
    {
        _isDeaf = true;
        try
        {
            return await inspect(Page);
        }
        finally
        {
            _isDeaf = false;
        }
    }

    /// <summary>What the browser complained of so far.</summary>
    public IReadOnlyList<string> Complaints => [.. _complaints];

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Field(string label) => Page.GetByLabel(label, new() { Exact = true });

    public ILocator Messages => Page.Locator(".cs-message");

    public ILocator Message(string text) => Messages.Filter(new() { HasText = text });

    public ILocator Composer => Page.Locator("textarea.cs-composer-field");

    /// <summary>Waits until something is shown.</summary>
    public Task SeeAsync(ILocator what) => Assertions.Expect(what.First).ToBeVisibleAsync(new() { Timeout = Patience });

    public Task SeeTextAsync(string text) => SeeAsync(Page.GetByText(text));

    public Task GoneAsync(ILocator what) => Assertions.Expect(what).ToHaveCountAsync(0, new() { Timeout = Patience });

    /// <summary>Writes a message and sends it with the Enter key.</summary>
    public async Task SayAsync(string text)
    {
        await Assertions.Expect(Composer).ToBeEnabledAsync(new() { Timeout = Patience });
        await Composer.FillAsync(text);
        await Assertions.Expect(Page.Locator(".cs-send")).ToBeEnabledAsync(new() { Timeout = Patience });
        await Composer.PressAsync("Enter");
        await SeeAsync(Message(text));
    }

    public Task GoAsync(string place) =>
        Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Button, new() { Name = place }).ClickAsync();

    /// <summary>Closes the window. How it looked last, and what the browser said, stays in the logs for whoever asks why a test failed.</summary>
    public async ValueTask DisposeAsync()
    {
        var logs = Repository.PathTo("artifacts", "logs", "browser");
        Directory.CreateDirectory(logs);
        var name = Path.Combine(logs, $"{TestContext.Current.TestMethod?.MethodName}-{Interlocked.Increment(ref _count)}");
        await Page.ScreenshotAsync(new() { Path = name + ".png" });
        await File.WriteAllLinesAsync(name + ".txt", [Page.Url.Split('?')[0], .. _complaints]);
        await _context.DisposeAsync();
    }

    [GeneratedRegex(@"^((http|ws)://127\.0\.0\.1:\d+/|blob:http://127\.0\.0\.1:\d+/|data:|about:)")]
    private static partial Regex OwnAddress();
}
