// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Registering where a real server wants to know what a picture shows (XEP-0158).</summary>
public sealed class CaptchaTests
{
    [Fact]
    public async Task Who_says_what_the_picture_shows_gets_an_account_and_nobody_else_does()
    {
        await using var server = await EjabberdServer.StartAsync(new EjabberdOptions { Captcha = true });
        await using var app = await TestApp.StartAsync();
        RegistrationForm? form = null;
        Task AddAsync(Func<string?>? answer) =>
            app.Client.Accounts.AddAsync(
                new AddAccountRequest(TestApp.SettingsFor(server, "newcomer"), Encoding.UTF8.GetBytes("a good password"), Register: true)
                {
                    FillForm = answer is null
                        ? null
                        : (shown, _) =>
                        {
                            form = shown;
                            var text = answer();
                            return ValueTask.FromResult<IReadOnlyDictionary<string, string>?>(
                                text is null ? null : new Dictionary<string, string> { ["ocr"] = text }
                            );
                        },
                }
            );

        foreach (var answer in (Func<string?>?[])[null, () => null, () => "not what it shows"])
        {
            await Assert.ThrowsAsync<ChatSecureException>(() => AddAsync(answer));
            Assert.Empty(await app.Client.Accounts.ListAsync());
        }

        await AddAsync(() => server.CaptchaText);
        var picture = Assert.Single(form!.Fields, field => !field.Picture.IsEmpty);
        Assert.Equal(("ocr", "image/png", true), (picture.Name, picture.PictureType, picture.IsRequired));
        Assert.Equal("newcomer", Assert.Single(await app.Client.Accounts.ListAsync()).Jid.Local);
        await app.Client.Accounts.DisconnectAsync((await app.Client.Accounts.ListAsync())[0].Jid);
    }
}
