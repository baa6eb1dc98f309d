// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Integration.Tests.Lab;
using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

public sealed class TwoBrowsersTests(Chromium chromium, ProsodyServer server)
{
    [Fact]
    public async Task Two_people_meet_and_talk()
    {
        await server.RegisterUserAsync("anna", ProsodyServer.Password);
        await server.RegisterUserAsync("bela", ProsodyServer.Password);
        await using var annasApp = await AppProcess.StartAsync(server);
        await using var belasApp = await AppProcess.StartAsync(server);
        await using var anna = await chromium.OpenAsync(annasApp.StartLink);
        await using var bela = await chromium.OpenAsync(belasApp.StartLink);

        await Task.WhenAll(FirstRunAsync(anna, "anna"), FirstRunAsync(bela, "bela"));
        await anna.AddContactAsync(server.Jid("bela"));
        await bela.GoAsync("Contacts");
        await bela.Button("Accept").ClickAsync();
        await anna.SayAsync("Good morning, Bela");
        await bela.GoAsync("Chats");
        await bela.Page.Locator(".cs-row").First.ClickAsync();
        await bela.SeeAsync(bela.Message("Good morning, Bela"));
        await bela.SayAsync("Good morning, Anna");
        await anna.SeeAsync(anna.Message("Good morning, Anna"));
        Assert.False(server.Holds("Good morning"), "The server could read it.");
        Assert.Empty(anna.Complaints);
        Assert.Empty(bela.Complaints);
    }

    private async Task FirstRunAsync(Screen screen, string user)
    {
        await screen.ChoosePassphraseAsync();
        await screen.SignInAsync(server.Jid(user), ProsodyServer.Password);
    }
}
