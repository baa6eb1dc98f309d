// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Core;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Sodium;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network;
using ChatSecure.Network.Xeps.Carbons;
using ChatSecure.Network.Xeps.Ping;
using ChatSecure.Storage;
using ChatSecure.Stores;
using ChatSecure.Testing.Server;
using ChatSecure.Testing.Stores;
using ChatSecure.Tests;
using ChatSecure.UIKit;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Conversations;
using ChatSecure.UIKit.Threading;
using ChatSecure.UIKit.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSecure.Architecture.Tests.Documentation;

/// <summary>What the packages' READMEs and the guides show, run.</summary>
public sealed class ReadmeTests : IDisposable
{
    private static readonly Jid me = Jid.Parse("alice@example.test");
    private static readonly Jid friend = Jid.Parse("bob@example.test");
    private readonly List<string> shown = [];
    private readonly string folder = Directory.CreateTempSubdirectory("chatsecure-readme-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Abstractions_and_core()
    {
        var services = new ServiceCollection();
        var brandFolder = Repository.PathTo("samples", "Zomlike", "brand");
        #region core
        services.AddChatSecure(chat =>
            chat.AddBranding(brandFolder)
                .AddSqlCipher(options =>
                {
                    options.Directory = folder;
                    options.KeySource = new DelegateKeySource(AskForTheKeyAsync);
                })
        );
        await using var provider = services.BuildServiceProvider();

        var client = provider.GetRequiredService<IChatClient>();
        await client.StartAsync(); // opens the profile; no account is connected yet
        foreach (var account in await client.Accounts.ListAsync())
        {
            await client.Accounts.StayConnectedAsync(account.Jid); // now, and whenever there is a network again
        }
        #endregion
        Assert.Equal("Zomlike", provider.GetRequiredService<Brand>().Name);
        var failure = await Assert.ThrowsAsync<ChatSecureException>(() => SendAsync(client));
        Assert.Equal(ErrorKind.InvalidInput, failure.Kind);

        static async Task SendAsync(IChatClient client)
        {
            #region abstractions
            var friend = Jid.Parse("Bob@Example.test"); // prepared by RFC 7622: bob@example.test
            var conversation = new ConversationId(me, friend);
            var receipt = await client.Conversations.SendAsync(conversation, new OutgoingMessage("Hello"));
            // receipt.Message is stored; receipt.Acked is done when the server has it
            #endregion
            await receipt.Acked;
        }
    }

    [Fact]
    public void Branding()
    {
        var folder = Repository.PathTo("samples", "Zomlike", "brand");
        #region branding
        var brand = Brand.Load(folder, CultureInfo.GetCultureInfo("de"));
        var unread = brand.Text("conversations.unread", ("count", 3)); // in the brand's words, with the language's plural forms
        var apology = brand.Text(TextId.Of(ErrorKind.TimedOut)); // every value of the vocabulary has words
        var logo = brand.Asset("logo"); // the bytes of the picture
        var why = brand.Explain("policy.trust"); // why.Layer decided; why.Layers tells what each of them said
        #endregion
        Assert.Equal("3 neue", unread);
        Assert.NotEmpty(apology);
        Assert.NotNull(logo);
        Assert.Equal("blindTrustBeforeVerification", why.Value);
    }

    [Fact]
    public async Task Crypto()
    {
        await using var store = new InMemoryChatStore();
        var step = string.Empty;
        byte[] envelope = [];
        #region crypto
        var machine = new OmemoMachine(me, store.CryptoState, TrustPolicy.BlindTrustBeforeVerification);
        var device = await machine.OpenAsync(); // makes the keys the first time
        await store.CommitAsync(new ChangeSet(me) { Crypto = device.Changes });

        // The text for old clients, and an envelope (XEP-0420) with it for urn:xmpp:omemo:2.
        var content = new OmemoContent(Encoding.UTF8.GetBytes("Hello"), envelope);
        switch (await machine.EncryptAsync([friend], content))
        {
            case OmemoNeedsDeviceLists needs: // fetch needs.Lists, UpdateDeviceListAsync, commit, and again
                step = $"{needs.Lists.Count} device lists";
                break;
            case OmemoNeedsBundles needs: // fetch those of needs.Devices, AddBundleAsync, commit, and again
                step = $"{needs.Devices.Count} bundles";
                break;
            case OmemoReady ready: // first commit, then send
                await store.CommitAsync(new ChangeSet(me) { Crypto = ready.Changes });
                step = $"{ready.Envelopes.Sum(sealedFor => sealedFor.Keys.Count)} keys";
                break;
            case OmemoNoRecipients nobody: // nobody to encrypt to: nothing is sent
                step = nobody.Reason.ToString();
                break;
        }
        #endregion
        Assert.EndsWith("device lists", step, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sodium()
    {
        await using var store = new InMemoryChatStore();
        var services = new ServiceCollection();
        var policy = TrustPolicy.BlindTrustBeforeVerification;
        #region sodium
        services.AddChatSecure(chat => chat.AddSqlCipher(options => options.Directory = folder).AddSodium());
        var machine = new OmemoMachine(me, store.CryptoState, policy, curve: SodiumCurve25519.TryCreate()); // or by hand; null means managed
        #endregion
        Assert.NotEmpty((await machine.OpenAsync()).Changes);
    }

    [Fact]
    public async Task Network_and_the_scripted_server()
    {
        #region server
        await using var server = ScriptedXmppServer.Start(); // alice and bob, both with the password "secret"
        server.OnIq("set", "enable", "urn:xmpp:carbons:2", _ => null); // what it is to answer: a result, here without a payload
        #endregion
        #region network
        await using var client = new XmppClient(
            new XmppClientOptions
            {
                Account = me,
                Password = _ => ValueTask.FromResult("secret"u8.ToArray()), // UTF-8; zeroed after use
                Server = server.Address, // without it, DNS is asked
                ExtraAuthoritiesPem = server.AuthorityPem, // without it, the system's authorities alone
                Modules = [new PingModule(), new CarbonsModule()],
            }
        );
        client.MessageReceived = (message, _) =>
        {
            Show(message.Stanza.From, message.Stanza.Body); // counts as received once this has returned
            return ValueTask.CompletedTask;
        };
        await client.ConnectAsync();
        await client.GetModule<PingModule>()!.PingAsync();
        #endregion
        Assert.Equal(ConnectionState.Online, client.Status.State);
    }

    [Fact]
    public async Task Storage()
    {
        #region storage
        var options = new SqlCipherOptions
        {
            Directory = folder, // made for its owner alone
            KeySource = new DelegateKeySource(AskForTheKeyAsync),
        };
        await using var store = await new SqlCipherChatStoreFactory(options).OpenAsync();
        var page = await store.Messages.PageAsync(new ConversationId(me, friend), limit: 50);
        #endregion
        Assert.Empty(page.Messages);
    }

    [Fact]
    public async Task Testing()
    {
        #region testing
        await using var client = new ChatClient(new InMemoryChatStoreFactory()); // the whole engine, with nothing on disk
        await client.StartAsync();
        #endregion
        Assert.Empty(await client.Accounts.ListAsync());
    }

    [Fact]
    public async Task UIKit()
    {
        await using var client = new ChatClient(new InMemoryChatStoreFactory());
        await client.StartAsync();
        var (account, conversation) = (me, new ConversationId(me, friend));
        var (brand, dispatcher) = (new LiveBrand(Brand.Neutral), new ImmediateDispatcher());
        #region uikit
        var context = new UiContext(client, brand, dispatcher);
        await using var list = new ConversationListViewModel(context, account);
        list.Start(); // bind list.Rows, list.Title, list.EmptyText
        brand.SwitchCulture(CultureInfo.GetCultureInfo("de")); // everything is said anew, without a restart

        await using var timeline = new TimelineViewModel(context, conversation);
        timeline.Start(); // bind timeline.Rows; timeline.LoadOlderCommand reads older messages

        await using var composer = new ComposerViewModel(context, conversation);
        composer.Start();
        composer.Draft = "Hello";
        if (composer.SendCommand.BlockedReason is null)
        {
            await composer.SendCommand.ExecuteAsync(); // a failure is in composer.Problem, in the brand's words
        }
        #endregion
        Assert.NotNull(composer.Problem);
    }

    private void Show(Jid? from, string? body) => shown.Add($"{from}: {body}");

    #region key
    private static async ValueTask<DatabaseKey> AskForTheKeyAsync(CancellationToken cancellationToken)
    {
        var passphrase = await AskThePersonAsync(cancellationToken); // UTF-8
        try
        {
            return DatabaseKey.FromPassphrase(passphrase); // copied into memory that is zeroed after use
        }
        finally
        {
            CryptographicOperations.ZeroMemory(passphrase);
        }
    }
    #endregion

    private static Task<byte[]> AskThePersonAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Encoding.UTF8.GetBytes("correct horse")).WaitAsync(cancellationToken);
}
