// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

/// <summary>What people do again and again.</summary>
internal static class Steps
{
    public const string Passphrase = "a passphrase of a test";

    /// <summary>Chooses the passphrase of a new profile.</summary>
    public static async Task ChoosePassphraseAsync(this Screen screen)
    {
        await screen.Field("Passphrase for your messages on this device").FillAsync(Passphrase);
        await screen.Field("The same passphrase again").FillAsync(Passphrase);
        await screen.Button("Choose this passphrase").ClickAsync();
    }

    /// <summary>Goes through the first run with an account that is there.</summary>
    public static async Task SignInAsync(this Screen screen, string address, string password)
    {
        await screen.Button("Next").ClickAsync();
        await screen.Page.GetByRole(AriaRole.Radio, new() { Name = "I have an account" }).ClickAsync();
        await screen.Button("Next").ClickAsync();
        await screen.Field("Address").FillAsync(address);
        await screen.Field("Password").FillAsync(password);
        await screen.Button("Next").ClickAsync();
        var start = screen.Button("Start chatting");
        var next = screen.Button("Next");
        for (var step = 0; step < 6 && !await start.IsVisibleAsync(); step++)
        {
            await screen.SeeAsync(start.Or(next.And(screen.Page.Locator(":enabled"))));
            if (await next.IsVisibleAsync())
            {
                var heading = await screen.Page.GetByRole(AriaRole.Heading).First.TextContentAsync();
                await next.ClickAsync();
                await Assertions
                    .Expect(screen.Page.GetByRole(AriaRole.Heading).First)
                    .Not.ToHaveTextAsync(heading ?? "", new() { Timeout = 60_000 });
            }
        }

        await start.ClickAsync();
        await screen.SeeAsync(screen.Page.GetByRole(AriaRole.Navigation));
    }

    /// <summary>Adds a contact and opens the conversation.</summary>
    public static async Task AddContactAsync(this Screen screen, string address)
    {
        await screen.GoAsync("Contacts");
        await screen.Button("Add a contact").First.ClickAsync();
        await screen.Field("Address, such as name@server").FillAsync(address);
        await screen.Button("Add").ClickAsync();
        await screen.SeeAsync(screen.Composer);
    }

    /// <summary>What has that title: a preview may have the same words.</summary>
    public static ILocator Titled(this IPage page, string selector, string title) =>
        page.Locator(selector, new() { Has = page.Locator(".cs-row-title", new() { HasText = title }) });

    /// <summary>Opens a conversation from the list of them.</summary>
    public static async Task OpenChatAsync(this Screen screen, string name)
    {
        await screen.GoAsync("Chats");
        await screen.Page.Titled(".cs-list[aria-label^='Messages'] .cs-row", name).ClickAsync();
        await screen.SeeAsync(screen.Page.Locator(".cs-header h2", new() { HasText = name }));
        await screen.SeeAsync(screen.Composer);
    }

    /// <summary>Makes a private group with a contact.</summary>
    public static async Task MakeGroupAsync(this Screen screen, string name, string contact)
    {
        await screen.GoAsync("Groups");
        await screen.Button("New group").First.ClickAsync();
        await screen.Field("Name of the group").FillAsync(name);
        await screen.Field("Your name in the group").FillAsync("Anna");
        await screen.Page.Locator(".cs-members .cs-check", new() { HasText = contact }).Locator("input").CheckAsync();
        await screen.Page.Locator("dialog[open] button[type=submit]").ClickAsync();
        await screen.SeeAsync(screen.Page.Locator(".cs-header h2", new() { HasText = name }));
    }

    /// <summary>Picks a file to be sent.</summary>
    public static async Task AttachAsync(this Screen screen, string name, string type, byte[] content)
    {
        var chooser = await screen.Page.RunAndWaitForFileChooserAsync(async () =>
        {
            await screen.Button("Attach a file").ClickAsync();
            var item = screen.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Attach a file" });
            if (await item.IsVisibleAsync())
            {
                await item.ClickAsync();
            }
        });
        await chooser.SetFilesAsync(
            new FilePayload
            {
                Name = name,
                MimeType = type,
                Buffer = content,
            }
        );
    }

    /// <summary>Chooses from the menu of a message.</summary>
    public static async Task ChooseAsync(this Screen screen, ILocator message, string item)
    {
        await message.HoverAsync();
        await message.Locator(".cs-message-menu").ClickAsync();
        await screen.Page.GetByRole(AriaRole.Menuitem, new() { Name = item, Exact = true }).ClickAsync();
    }
}
