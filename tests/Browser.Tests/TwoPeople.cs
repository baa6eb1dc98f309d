// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Browser.Tests;

/// <summary>Anna and Bela, each with an app process and a window of their own: contacts who have begun to talk, over a real server. Shared by the tests of the
/// collection, each of which writes words of its own and leaves both windows as they were: in a conversation with the other.</summary>
public sealed class TwoPeople(Chromium chromium, ProsodyServer server) : IAsyncLifetime
{
    private AppProcess _annasApp = null!;
    private AppProcess _belasApp = null!;

    public ProsodyServer Server => server;

    public Screen Anna { get; private set; } = null!;

    public Screen Bela { get; private set; } = null!;

    /// <summary>Everything that Bela's app keeps.</summary>
    public string BelasProfile => _belasApp.Profile;

    public string AnnasAddress => server.Jid("anna");

    public string BelasAddress => server.Jid("bela");

    public async ValueTask InitializeAsync()
    {
        await server.RegisterUserAsync("anna", ProsodyServer.Password);
        await server.RegisterUserAsync("bela", ProsodyServer.Password);
        _annasApp = await AppProcess.StartAsync(server);
        _belasApp = await AppProcess.StartAsync(server);
        Anna = await chromium.OpenAsync(_annasApp.StartLink);
        Bela = await chromium.OpenAsync(_belasApp.StartLink);
        await Task.WhenAll(FirstRunAsync(Anna, AnnasAddress), FirstRunAsync(Bela, BelasAddress));
        await Anna.AddContactAsync(BelasAddress);
        await Bela.GoAsync("Contacts");
        await Bela.Button("Accept").ClickAsync();
        await Anna.SayAsync("Is this you, Bela?");
        await Bela.OpenChatAsync(AnnasAddress);
        await Bela.SeeAsync(Bela.Message("Is this you, Bela?"));
        await Bela.SayAsync("It is me, Anna");
        await Anna.SeeAsync(Anna.Message("It is me, Anna"));
    }

    /// <summary>Neither browser complained so far.</summary>
    public void AreQuiet()
    {
        Assert.Empty(Anna.Complaints);
        Assert.Empty(Bela.Complaints);
    }

    public async ValueTask DisposeAsync()
    {
        await Anna.DisposeAsync();
        await Bela.DisposeAsync();
        await _annasApp.DisposeAsync();
        await _belasApp.DisposeAsync();
    }

    private static async Task FirstRunAsync(Screen screen, string address)
    {
        await screen.ChoosePassphraseAsync();
        await screen.SignInAsync(address, ProsodyServer.Password);
    }
}
