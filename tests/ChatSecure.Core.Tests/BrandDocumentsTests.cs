// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Stores;
using ChatSecure.Testing.Stores;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Core.Tests;

/// <summary>The brand's documents, over several lives of an app with one profile.</summary>
public sealed class BrandDocumentsTests : IDisposable
{
    private static readonly Jid _account = Jid.Parse("alice@a.example");

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string _folder = Directory.CreateTempSubdirectory("brand-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));
    private readonly InMemoryChatStoreFactory _profile = new();
    private readonly Brand _brand;

    public BrandDocumentsTests()
    {
        var key = Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());
        File.WriteAllText(
            Path.Combine(_folder, "brand.json"),
            $$"""
            {
              "schemaVersion": 1, "id": "acme", "name": "Acme", "support": { "email": "old@a.example" },
              "onboarding": { "steps": ["welcome", "signIn", "done"] }, "features": { "registration": false, "multipleAccounts": false },
              "overlay": { "url": "https://a.example/overlay", "key": "{{key}}" }, "managed": { "key": "{{key}}" }
            }
            """
        );
        _brand = Brand.Load(_folder);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_overlay_holds_again_after_a_restart_and_an_older_one_never_does()
    {
        await using (var app = await StartAsync())
        {
            Assert.Equal(
                BrandRefusal.None,
                (await app.BrandDocuments.ApplyOverlayAsync(Overlay(5, "five@a.example"), Cancellation)).Refusal
            );
            Assert.Equal("five@a.example", Email(app));
        }

        await using (var app = await StartAsync())
        {
            Assert.Equal("five@a.example", Email(app));
            var replayed = await app.BrandDocuments.ApplyOverlayAsync(Overlay(4, "four@a.example"), Cancellation);
            Assert.Equal(BrandRefusal.Older, replayed.Refusal);
            Assert.Equal("five@a.example", Email(app));
            Assert.Equal(
                BrandRefusal.None,
                (await app.BrandDocuments.ApplyOverlayAsync(Overlay(6, "six@a.example"), Cancellation)).Refusal
            );
        }

        await using var last = await StartAsync();
        Assert.Equal("six@a.example", Email(last));
    }

    [Fact]
    public async Task An_overlay_ends_by_itself_and_its_number_does_not()
    {
        await using var app = await StartAsync();
        await app.BrandDocuments.ApplyOverlayAsync(Overlay(5, "five@a.example"), Cancellation);
        await app.DisposeAsync();
        _time.Advance(TimeSpan.FromDays(31));
        await using var again = await StartAsync();
        Assert.Equal("old@a.example", Email(again));
        Assert.Equal(BrandRefusal.Older, (await again.BrandDocuments.ApplyOverlayAsync(Overlay(4, "x@a.example"), Cancellation)).Refusal);
    }

    [Fact]
    public async Task A_policy_binds_the_engine_at_once_and_after_a_restart()
    {
        await PrepareAsync(store => store.Accounts.SaveAsync(new AccountSettings { Jid = _account }, Cancellation));
        var chat = new Messaging.ConversationId(_account, Jid.Parse("bob@a.example"));
        await using (var app = await StartAsync())
        {
            await app.Conversations.SendAsync(chat, new("plain", EncryptionChoice.None), Cancellation);
            var change = await app.BrandDocuments.ApplyManagedPolicyAsync(Policy(1), Cancellation);
            Assert.Equal(BrandRefusal.None, change.Refusal);
            await RefusedAsync(app);
        }

        await using var again = await StartAsync();
        await RefusedAsync(again);
        // A policy's number is not an overlay's.
        Assert.Equal(BrandRefusal.None, (await again.BrandDocuments.ApplyOverlayAsync(Overlay(1, "one@a.example"), Cancellation)).Refusal);

        async Task RefusedAsync(ChatClient app)
        {
            var error = await Assert.ThrowsAsync<ChatSecureException>(() =>
                app.Conversations.SendAsync(chat, new("plain", EncryptionChoice.None), Cancellation)
            );
            Assert.Equal((ErrorKind.CannotEncrypt, "policy"), (error.Kind, error.Condition));
        }
    }

    [Fact]
    public async Task What_others_signed_changes_nothing_and_is_not_kept()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var app = await StartAsync();
        Assert.Equal(
            BrandRefusal.Signature,
            (await app.BrandDocuments.ApplyOverlayAsync(Overlay(9, "evil@a.example", stranger), Cancellation)).Refusal
        );
        Assert.Equal(BrandRefusal.None, (await app.BrandDocuments.ApplyOverlayAsync(Overlay(1, "one@a.example"), Cancellation)).Refusal);
        Assert.Equal("one@a.example", Email(app));
    }

    [Fact]
    public async Task A_record_that_can_not_be_read_lets_nothing_in()
    {
        await PrepareAsync(store => store.Records.WriteAsync("engine.brand", [new("acme overlay", new byte[] { 1 })], Cancellation));
        await using var app = await StartAsync();
        Assert.NotEqual(BrandRefusal.None, (await app.BrandDocuments.ApplyOverlayAsync(Overlay(9, "x@a.example"), Cancellation)).Refusal);
        Assert.Equal("old@a.example", Email(app));
    }

    [Fact]
    public async Task What_the_brand_does_not_have_the_engine_does_not_do_either()
    {
        await RefusedAsync(new(new AccountSettings { Jid = _account }, "secret"u8.ToArray(), Register: true), 0);
        await PrepareAsync(store => store.Accounts.SaveAsync(new AccountSettings { Jid = _account }, Cancellation));
        await RefusedAsync(new(new AccountSettings { Jid = Jid.Parse("second@a.example") }, "secret"u8.ToArray()), 1);

        async Task RefusedAsync(AddAccountRequest request, int accounts)
        {
            await using var app = await StartAsync();
            var error = await Assert.ThrowsAsync<ChatSecureException>(() => app.Accounts.AddAsync(request, Cancellation));
            Assert.Equal((ErrorKind.NotSupported, "feature-off"), (error.Kind, error.Condition));
            Assert.Equal(accounts, (await app.Accounts.ListAsync(Cancellation)).Count);
        }
    }

    [Fact]
    public void Every_feature_of_a_brand_is_the_engine_s_or_the_screens_and_the_guide_says_which()
    {
        var guide = File.ReadAllText(Path.Combine(Repository(), "docs", "guides", "branding.md"));
        foreach (var feature in Enum.GetValues<BrandFeature>())
        {
            var name = char.ToLowerInvariant($"{feature}"[0]) + $"{feature}"[1..];
            var row = guide.Split('\n').SingleOrDefault(line => line.StartsWith($"| `features.{name}` |", StringComparison.Ordinal));
            Assert.NotNull(row);
            Assert.Equal(Core.Accounts.BrandRules.Enforced.Contains(feature), row.Contains("engine", StringComparison.Ordinal));
        }

        foreach (var which in Enum.GetValues<PrivacySwitch>())
        {
            var name = char.ToLowerInvariant($"{which}"[0]) + $"{which}"[1..];
            var row = guide.Split('\n').SingleOrDefault(line => line.StartsWith($"| `privacy.{name}` |", StringComparison.Ordinal));
            Assert.NotNull(row);
            Assert.Equal(Core.Privacy.BrandPrivacy.Switches.ContainsKey(which), row.Contains("engine", StringComparison.Ordinal));
        }
    }

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ChatSecureCore.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    private static string? Email(ChatClient app) => app.BrandDocuments.Brand.Current.Contacts.Email;

    private async Task PrepareAsync(Func<IChatStore, ValueTask> prepare)
    {
        await using var store = await _profile.OpenAsync(Cancellation);
        await prepare(store);
    }

    private async Task<ChatClient> StartAsync()
    {
        var app = new ChatClient(_profile, _brand, time: _time);
        await app.StartAsync(Cancellation);
        return app;
    }

    private byte[] Overlay(int sequence, string email, ECDsa? key = null) =>
        BrandSigner.Sign(
            $$"""
            {
              "kind": "overlay", "brand": "acme", "sequence": {{sequence}}, "expires": "2026-12-29T12:00:00Z",
              "settings": { "support": { "email": "{{email}}" } }
            }
            """,
            key ?? _key
        );

    private byte[] Policy(int sequence) =>
        BrandSigner.Sign(
            $$"""
            { "kind": "policy", "brand": "acme", "sequence": {{sequence}}, "settings": { "policy": { "requireEncryption": true } } }
            """,
            _key
        );
}
