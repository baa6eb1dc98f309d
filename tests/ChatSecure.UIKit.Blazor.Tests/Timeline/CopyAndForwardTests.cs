// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Testing.Clients;
using ChatSecure.UIKit.Tests;

namespace ChatSecure.UIKit.Blazor.Tests.Timeline;

public sealed class CopyAndForwardTests
{
    private const string Page = "./_content/ChatSecure.UIKit.Blazor/page.js";

    private static readonly Jid _carol = Jid.Parse("carol@example.org");

    [Theory]
    [InlineData(true, "Copied")]
    [InlineData(false, "The browser does not let this be copied.")]
    public async Task Copying_tells_whether_it_went_well_for_a_while(bool isCopied, string told)
    {
        await using var app = await App.StartAsync();
        var page = app.Page.JSInterop.SetupModule(Page);
        page.Mode = JSRuntimeMode.Loose;
        page.Setup<bool>("copy", call => call.Arguments[0] is "Hello Alice").SetResult(isCopied);
        await app.OpenAsync("Hello Alice");
        await app.ClickAsync(".cs-message-menu");
        await app.ChooseAsync("Copy");

        await app.UntilAsync(() => app.Find(".cs-told-shown")?.TextContent == told);
        Assert.Equal("status", app.Find(".cs-told")!.GetAttribute("role"));
        app.Clock.Advance(TimeSpan.FromSeconds(5));
        await app.UntilAsync(() => app.Find(".cs-told-shown") is null);
    }

    [Fact]
    public async Task Of_a_long_message_all_is_copied_and_shown_where_the_person_wants_it()
    {
        var text = string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i} "));
        await using var app = await App.StartAsync();
        var page = app.Page.JSInterop.SetupModule(Page);
        page.Mode = JSRuntimeMode.Loose;
        page.Setup<bool>("copy", call => text.Equals(call.Arguments[0])).SetResult(true);
        await app.OpenAsync(text);
        await app.ClickAsync(".cs-message-menu");
        await app.ChooseAsync("Copy");
        await app.UntilAsync(() => app.Find(".cs-told-shown")?.TextContent == "Copied");

        Assert.DoesNotContain("2999", app.Find(".cs-message .cs-text")!.TextContent, StringComparison.Ordinal);
        await app.ClickAsync(".cs-message-cut button");
        await app.UntilAsync(() => app.Find("dialog .cs-text")?.TextContent == text);
    }

    [Fact]
    public async Task A_question_about_a_picture_says_that_it_is_one()
    {
        await using var app = await App.StartAsync();
        await app.Alice.Conversations.SendAsync(
            Say.Conversation,
            new(string.Empty)
            {
                Attachments =
                [
                    new(_ => ValueTask.FromResult<Stream>(new MemoryStream(App.File))) { FileName = "IMG_1.png", MediaType = "image/png" },
                ],
            },
            Xunit.TestContext.Current.CancellationToken
        );
        app.Show();
        await app.ClickAsync(".cs-row");
        await app.ClickAsync(".cs-message-menu");
        await app.ChooseAsync("Take back");
        await app.UntilAsync(() => app.Find("dialog p")?.TextContent == "Picture");
        await app.UntilAsync(() => app.FindAll("[role=menuitem]").All(item => item.TextContent.Trim() != "Copy"));
    }

    [Fact]
    public async Task A_message_is_forwarded_to_a_contact_whom_one_has_not_written_to_and_that_is_told()
    {
        await using var app = await App.StartAsync();
        await using var carol = await InMemoryChatClient.CreateAsync(app.Network, _carol);
        await app.Alice.Contacts.AddAsync(App.AliceJid, _carol, "Carol", Xunit.TestContext.Current.CancellationToken);
        await app.OpenAsync("Hello Alice");
        await app.ClickAsync(".cs-message-menu");
        await app.ChooseAsync("Forward");
        await app.UntilAsync(() => app.FindAll("dialog .cs-row-title").Select(title => title.TextContent).SequenceEqual(["Bob", "Carol"]));

        await app.ClickAsync("dialog li:nth-child(2) .cs-row");

        await app.UntilAsync(() => app.Find(".cs-told-shown")?.TextContent == "Forwarded to Carol");
        Assert.Null(app.Find("dialog"));
        var got = await carol.Conversations.HistoryAsync(
            new(_carol, App.AliceJid),
            cancellationToken: Xunit.TestContext.Current.CancellationToken
        );
        Assert.Equal("Hello Alice", Assert.Single(got.Messages).Body);
    }

    [Fact]
    public async Task Ones_own_address_is_copied_and_a_friend_invited_with_it()
    {
        await using var app = await App.StartAsync();
        var page = app.Page.JSInterop.SetupModule(Page);
        page.Mode = JSRuntimeMode.Loose;
        page.Setup<bool>("copy", _ => true).SetResult(true);
        app.Show();
        await app.UntilAsync(".cs-rail-button");
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[1].ClickAsync(new()));
        await app.ClickAsync(".cs-side-header [aria-label='Show my code']");
        await app.UntilAsync("dialog .cs-code-text");

        await app.ClickAsync("dialog .cs-actions button:last-child");
        await app.UntilAsync(() => app.Find("dialog [role=status]")!.TextContent == "Copied");
        await app.ClickAsync("dialog .cs-actions button");

        await app.UntilAsync(() => page.Invocations["copy"].Count == 2);
        var copied = page.Invocations["copy"].Select(call => (string)call.Arguments[0]!).ToList();
        Assert.StartsWith("xmpp:alice@example.org?omemo-sid-", copied[0], StringComparison.Ordinal);
        Assert.Equal($"Write to me on ChatSecure: {copied[0]}", copied[1]);
    }
}
