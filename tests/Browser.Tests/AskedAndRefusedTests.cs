// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

/// <summary>What happens only when a person asks for it, and what the browser does not allow.</summary>
public sealed class AskedAndRefusedTests(Chromium chromium)
{
    [Fact]
    public async Task What_a_link_leads_to_is_told_when_a_person_asks_and_not_before()
    {
        await using var client = await Scene.FillAsync();
        client.Network.AddPage(new(Scene.Link) { Title = "The book of <b>tides</b>", Description = "All there is to know of the sea." });
        await client.Conversations.SendAsync(new(Scene.Me, Scene.Amina), new("Nothing is at https://example.org/nowhere"));
        await using var app = await MemoryApp.StartAsync(client);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        await screen.OpenChatAsync("Amina");
        var preview = screen.Page.Locator(".cs-link-preview");
        await screen.SeeAsync(screen.Message(Scene.Link));
        await screen.GoneAsync(preview);

        await AskAsync(screen, Scene.Link);
        await screen.SeeAsync(preview.GetByText("The book of <b>tides</b>", new() { Exact = true }));
        await screen.SeeAsync(preview.Locator(".cs-link-preview-host", new() { HasText = "example.org" }));
        await screen.GoneAsync(preview.Locator("b"));

        await AskAsync(screen, "https://example.org/nowhere");
        await screen.SeeAsync(screen.Page.Locator(".cs-timeline-problem:not(:empty)"));
        await Assertions.Expect(preview).ToHaveCountAsync(1);
        Assert.Empty(screen.Complaints);
    }

    [Fact]
    public async Task A_microphone_that_is_refused_is_said_so_and_nothing_else_changes()
    {
        await using var client = await Scene.FillAsync();
        await using var app = await MemoryApp.StartAsync(client);
        await using var screen = await chromium.OpenStrictlyAsync(app.StartLink);
        await screen.OpenChatAsync("Amina");
        await screen.Button("Record a voice message").ClickAsync();

        await screen.SeeAsync(screen.Page.Locator(".cs-composer .cs-problem", new() { HasText = "The microphone can't be used." }));
        await screen.GoneAsync(screen.Page.Locator(".cs-recording"));
        await screen.SayAsync("Then I write it");
        await screen.GoneAsync(screen.Page.GetByText("The microphone can't be used."));
        Assert.Empty(screen.Complaints);
    }

    private static Task AskAsync(Screen screen, string link) => screen.ChooseAsync(screen.Message(link), "Show preview (asks the site)");
}
