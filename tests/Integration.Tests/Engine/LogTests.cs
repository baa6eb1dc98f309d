// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>What must never be written to a log.</summary>
public sealed class LogTests(ProsodyServer server)
{
    [Fact]
    public async Task A_conversation_leaves_no_text_key_password_or_XML_in_any_log_and_no_address_above_debug()
    {
        var marker = Guid.NewGuid().ToString("N")[..8];
        await using var alice = await TestApp.StartAsync();
        await alice.AddAccountAsync(server, $"alice-{marker}", password: $"password-{marker}");
        await using var bob = await TestApp.StartAsync();
        await bob.AddAccountAsync(server, $"bob-{marker}", password: $"password-{marker}");
        await TestApp.BefriendAsync(alice, bob);
        await alice.DeliverAsync(bob, $"body-{marker}");
        await bob.WaitForMessageAsync($"body-{marker}");
        await bob.DisconnectAsync();
        await alice.DeliverAsync(bob, $"later-{marker}");
        await bob.ConnectAsync();
        await bob.WaitForMessageAsync($"later-{marker}");
        await Assert.ThrowsAsync<ChatSecureException>(() =>
            alice.SendAsync(Addressing.Jid.Parse($"nobody-{marker}@{server.Domain}"), $"never-{marker}")
        );
        var fingerprint = (await alice.Client.Trust.DevicesAsync(alice.Account))[0].Fingerprint!.Value.Hex;

        foreach (var app in new[] { alice, bob })
        {
            Assert.NotEmpty(app.Log.Lines(LogLevel.Debug));
            foreach (
                var secret in new[]
                {
                    $"body-{marker}",
                    $"later-{marker}",
                    $"never-{marker}",
                    $"password-{marker}",
                    fingerprint,
                    "<message",
                    "<iq",
                    "xmlns",
                }
            )
            {
                Assert.DoesNotContain(app.Log.Lines(LogLevel.Trace), line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
            }

            Assert.DoesNotContain(app.Log.Lines(LogLevel.Information), line => line.Contains(marker, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task What_people_show_change_and_back_up_leaves_nothing_in_any_log()
    {
        var marker = Guid.NewGuid().ToString("N")[..8];
        await using var alice = await TestApp.StartAsync(
            options: new() { AllowOtr = false },
            hooks: new() { Outgoing = [new Failing(marker)] }
        );
        await alice.AddAccountAsync(server, $"alice-{marker}", password: $"password-{marker}");
        await using var bob = await TestApp.StartAsync();
        await bob.AddAccountAsync(server, $"bob-{marker}", password: $"password-{marker}");
        await TestApp.BefriendAsync(alice, bob);
        await bob.Client.Persona.ShowAsync(bob.Account, Contacts.Availability.Away, $"status-{marker}");
        await bob.Client.Persona.SetNicknameAsync(bob.Account, $"nickname-{marker}");
        await alice.WaitForAsync<Clients.ContactChanged>(change => change.Contact.Nickname is not null);
        await bob.Client.Contacts.RenameAsync(bob.Account, alice.Account, $"name-{marker}");
        var link = await alice.Client.Accounts.InviteAsync(alice.Account);
        await Assert.ThrowsAsync<ChatSecureException>(() => alice.SendAsync(bob, $"refused-{marker}"));
        await alice.Client.Accounts.ChangePasswordAsync(alice.Account, System.Text.Encoding.UTF8.GetBytes($"newpassword-{marker}"));
        using var backup = new MemoryStream();
        await alice.Client.Profile.ExportAsync(backup, new(System.Text.Encoding.UTF8.GetBytes($"passphrase-{marker}")));
        await alice.Client.Accounts.SuspendAsync();
        await alice.Client.Accounts.ResumeAsync();
        await alice.Client.Profile.LockAsync();

        var token = alice.Client.Accounts.ReadLink(link.Uri)!.Token!;
        foreach (var app in new[] { alice, bob })
        {
            Assert.NotEmpty(app.Log.Lines(LogLevel.Debug));
            foreach (
                var secret in new[] { "status-", "nickname-", "name-", "refused-", "password-", "passphrase-" }
                    .Select(word => word + marker)
                    .Append(token)
            )
            {
                Assert.DoesNotContain(app.Log.Lines(LogLevel.Trace), line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
            }

            Assert.DoesNotContain(app.Log.Lines(LogLevel.Information), line => line.Contains(marker, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>A hook that says in its exception what it should not.</summary>
    private sealed class Failing(string marker) : Hooks.IOutgoingMessageHook
    {
        public ValueTask<Hooks.OutgoingDecision> BeforeSendAsync(
            Hooks.OutgoingMessageContext context,
            CancellationToken cancellationToken
        ) => throw new InvalidOperationException($"refused-{marker} {context.Body}");
    }
}
