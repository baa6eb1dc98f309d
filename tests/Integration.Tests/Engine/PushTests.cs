// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Core;
using ChatSecure.Core.Push;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Which push service wakes the app is the brand's to say, and its overlay's while the app runs: seen in what a real server has noted.</summary>
public sealed class PushTests(ProsodyServer server) : IDisposable
{
    private static readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string _folder = Directory.CreateTempSubdirectory("brand-").FullName;
    private readonly string _user = $"push-{Guid.NewGuid().ToString("N")[..8]}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signed_overlay_points_running_accounts_to_another_service_and_ends_the_former()
    {
        await using var app = await StartAsync();
        Assert.Equal(["old.push.test"], Services());
        Assert.Equal((DoctorGrade.Good, "messages wake this device by way of old.push.test"), await PushInDoctorAsync(app));

        var change = await app.Client.BrandDocuments.ApplyOverlayAsync(Overlay(1, _now.AddDays(1)), Cancellation);
        Assert.Equal(BrandRefusal.None, change.Refusal);
        await UntilAsync(() => Services() is ["new.push.test"]);
        Assert.Contains("node-at-new.push.test", Noted(), StringComparison.Ordinal);
        Assert.DoesNotContain("node-at-old.push.test", Noted(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_overlay_that_is_over_or_forged_points_nobody_anywhere()
    {
        await using var app = await StartAsync();
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var late = await app.Client.BrandDocuments.ApplyOverlayAsync(Overlay(1, _now.AddDays(-1)), Cancellation);
        Assert.Equal(BrandRefusal.Expired, late.Refusal);
        var forged = await app.Client.BrandDocuments.ApplyOverlayAsync(Overlay(2, _now.AddDays(1), stranger), Cancellation);
        Assert.Equal(BrandRefusal.Signature, forged.Refusal);

        // A new stream asks again.
        await app.DisconnectAsync();
        await app.ConnectAsync();
        Assert.Equal(["old.push.test"], Services());
    }

    [Fact]
    public async Task Whoever_takes_the_account_off_the_device_is_not_woken_by_it_any_more()
    {
        await using var app = await StartAsync();
        await app.Client.Accounts.RemoveAsync(app.Account, cancellationToken: Cancellation);
        await UntilAsync(() => Services().Length == 0);
    }

    [Fact]
    public async Task A_service_that_can_not_be_reached_costs_nothing_else()
    {
        await using var app = await StartAsync(_ => throw new HttpRequestException("nobody is there"));
        var told = await app.WaitForAsync<ErrorOccurred>(error => error.Message.Contains("push", StringComparison.Ordinal));
        Assert.Equal(ErrorKind.Failed, told.Kind);
        Assert.Empty(Services());
        Assert.Equal(DoctorGrade.Bad, (await PushInDoctorAsync(app)).Grade);
    }

    [Fact]
    public async Task A_device_that_is_not_to_be_woken_is_told_of_in_the_server_check()
    {
        await using var app = await StartAsync(_ => null);
        Assert.Equal((DoctorGrade.Limited, "messages do not wake this device"), await PushInDoctorAsync(app));
    }

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<TestApp> StartAsync(Func<PushRequest, PushTarget?>? register = null)
    {
        register ??= request => new($"node-at-{request.Service.Service}", "a secret of the service");
        var key = Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "brand.json"),
            $$"""
            {
              "schemaVersion": 1, "id": "acme", "name": "Acme", "push": { "service": "old.push.test" },
              "overlay": { "url": "https://acme.example/overlay", "key": "{{key}}" }
            }
            """,
            Cancellation
        );
        var options = new ChatClientOptions { RegisterForPush = (request, _) => ValueTask.FromResult(register(request)) };
        var app = await TestApp.StartAsync(brand: Brand.Load(_folder), options: options);
        await app.AddAccountAsync(server, _user);
        return app;
    }

    private static async Task<(DoctorGrade Grade, string Detail)> PushInDoctorAsync(TestApp app)
    {
        var finding = Assert.Single(await app.Client.Accounts.DiagnoseAsync(app.Account, Cancellation), found => found.Area == "push");
        return (finding.Grade, finding.Detail);
    }

    private byte[] Overlay(int sequence, DateTimeOffset expires, ECDsa? key = null) =>
        BrandSigner.Sign(
            $$"""
            {
              "kind": "overlay", "brand": "acme", "sequence": {{sequence}}, "expires": "{{expires:yyyy-MM-dd'T'HH:mm:ss'Z'}}",
              "settings": { "push": { "service": "new.push.test" } }
            }
            """,
            key ?? _key
        );

    // What the server has noted for the account: its own file.
    private string Noted() =>
        server.StoredText(file =>
            Uri.UnescapeDataString(Path.GetFileNameWithoutExtension(file)) == _user
            && file.Contains("cloud_notify", StringComparison.Ordinal)
        );

    private string[] Services() =>
        [.. ((string[])["old.push.test", "new.push.test"]).Where(service => Noted().Contains($"\"{service}\"", StringComparison.Ordinal))];

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var i = 0; !holds(); i++)
        {
            Assert.True(i < 300, "It did not come to hold within half a minute.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);
        }
    }
}
