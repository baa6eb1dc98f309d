// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Blazor.Media;
using ChatSecure.UIKit.Blazor.Parts;
using ChatSecure.UIKit.Contacts;
using ChatSecure.UIKit.Shell;

namespace ChatSecure.UIKit.Blazor.Tests.Parts;

public sealed class AvatarPictureTests
{
    private const string Module = "./_content/ChatSecure.UIKit.Blazor/picture.js";

    // One pixel.
    internal static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+M8AAAIFAQKf1bnQAAAAAElFTkSuQmCC"
    );

    [Fact]
    public async Task A_contacts_picture_is_drawn_in_the_list_and_above_the_conversation()
    {
        await using var app = await App.StartAsync();
        app.Page.JSInterop.SetupModule(Module).Setup<bool>("portrait", _ => true).SetResult(true);
        await app.Bob.Persona.SetAvatarAsync(App.BobJid, Png, Xunit.TestContext.Current.CancellationToken);
        await app.OpenAsync();

        await app.UntilAsync(".cs-row .cs-avatar-shown");
        await app.UntilAsync(".cs-header .cs-avatar-shown");
        Assert.Equal("true", app.Find(".cs-row .cs-avatar")!.GetAttribute("aria-hidden"));

        await app.Bob.Persona.SetAvatarAsync(App.BobJid, null, Xunit.TestContext.Current.CancellationToken);
        await app.UntilAsync(() => app.Find(".cs-avatar-picture") is null);
        Assert.Equal("B", app.Find(".cs-row .cs-avatar")!.TextContent);
    }

    [Fact]
    public async Task What_is_no_picture_by_its_own_bytes_is_not_handed_to_the_page()
    {
        await using var app = await App.StartAsync();
        var group = await app.Alice.Groups.CreateAsync(
            App.AliceJid,
            new() { Name = "Sailing" },
            Xunit.TestContext.Current.CancellationToken
        );
        var lie = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray();
        await app.Alice.Groups.SetAvatarAsync(App.AliceJid, group.Room.Jid, lie, Xunit.TestContext.Current.CancellationToken);
        var known = Assert.Single(await app.Alice.Groups.ListAsync(App.AliceJid, Xunit.TestContext.Current.CancellationToken));
        var book = new PictureBook(app.Alice);
        var picture = new PictureRef(App.AliceJid, group.Room.Jid, known.Room.AvatarId!, IsGroup: true);
        Assert.NotNull(await picture.ReadAsync(app.Alice, Xunit.TestContext.Current.CancellationToken));
        Assert.Null(await book.ReadAsync(picture, Xunit.TestContext.Current.CancellationToken));

        await app.Alice.Groups.SetAvatarAsync(App.AliceJid, group.Room.Jid, Wide(4096), Xunit.TestContext.Current.CancellationToken);
        known = Assert.Single(await app.Alice.Groups.ListAsync(App.AliceJid, Xunit.TestContext.Current.CancellationToken));
        Assert.NotNull(PictureHeader.Read(Wide(4096)));
        Assert.Null(await book.ReadAsync(picture with { Id = known.Room.AvatarId! }, Xunit.TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_picture_is_read_once_and_forgotten_when_the_profile_is_locked()
    {
        await using var app = await App.StartAsync();
        await app.Bob.Persona.SetAvatarAsync(App.BobJid, Png, Xunit.TestContext.Current.CancellationToken);
        var bob = (await app.Alice.Contacts.ListAsync(App.AliceJid, Xunit.TestContext.Current.CancellationToken))[0];
        var picture = new PictureRef(App.AliceJid, App.BobJid, bob.AvatarId!);
        app.Show();
        await app.UntilAsync(".cs-rail-button");
        Assert.NotNull(await app.Ui.Pictures.ReadAsync(picture, Xunit.TestContext.Current.CancellationToken));
        await app.Bob.Persona.SetAvatarAsync(App.BobJid, null, Xunit.TestContext.Current.CancellationToken);
        Assert.NotNull(await app.Ui.Pictures.ReadAsync(picture, Xunit.TestContext.Current.CancellationToken));

        await app.Alice.Profile.LockAsync(Xunit.TestContext.Current.CancellationToken);
        await app.UntilAsync("#cs-lock-problem");

        Assert.Null(await app.Ui.Pictures.ReadAsync(picture, Xunit.TestContext.Current.CancellationToken));
    }

    // A header that claims a width.
    private static byte[] Wide(int width)
    {
        var png = Png.ToArray();
        (png[18], png[19]) = ((byte)(width >> 8), (byte)width);
        return png;
    }
}
