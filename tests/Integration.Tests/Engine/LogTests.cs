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
}
