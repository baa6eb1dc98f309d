// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Core;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Storage;
using ChatSecure.Testing.Stores;
using ChatSecure.Tests;

namespace ChatSecure.Architecture.Tests.Documentation;

/// <summary>What docs/guides shows, run; and what the guides say about profiles and brands.</summary>
public sealed partial class GuideTests : IDisposable
{
    private static readonly Jid me = Jid.Parse("alice@example.test");
    private static readonly Jid friend = Jid.Parse("bob@example.test");
    private readonly byte[] keyInTheSecretStore = RandomNumberGenerator.GetBytes(DatabaseKey.RawLength);
    private readonly string folder = Directory.CreateTempSubdirectory("chatsecure-guide-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Reading_what_is_stored()
    {
        await using var client = new ChatClient(new InMemoryChatStoreFactory());
        await client.StartAsync(TestContext.Current.CancellationToken);
        #region read
        var conversation = new ConversationId(me, friend);
        var newest = await client.Conversations.HistoryAsync(conversation, limit: 20); // oldest first; works offline
        var before = newest.Before is { } cursor ? await client.Conversations.HistoryAsync(conversation, limit: 20, cursor) : null;
        var found = await client.Conversations.SearchAsync(me, "marmalade");
        #endregion
        Assert.Empty(newest.Messages);
        Assert.Null(before);
        Assert.Empty(found);
    }

    [Fact]
    public async Task Verifying_a_contact()
    {
        await using var client = new ChatClient(new InMemoryChatStoreFactory());
        await client.StartAsync(TestContext.Current.CancellationToken);
        var asked = new List<Fingerprint>();
        bool AreTheSame(Fingerprint fingerprint)
        {
            asked.Add(fingerprint);
            return true;
        }

        var failure = await Assert.ThrowsAsync<ChatSecureException>(VerifyAsync);
        Assert.Equal(ErrorKind.InvalidInput, failure.Kind);
        Assert.Empty(asked);

        async Task VerifyAsync()
        {
            #region verify
            foreach (var device in await client.Trust.DevicesAsync(me, friend))
            {
                if (device is { Fingerprint: { } fingerprint, IsActive: true } && AreTheSame(fingerprint)) // compared by the two people
                {
                    await client.Trust.SetTrustAsync(me, friend, fingerprint, TrustLevel.Verified);
                }
            }
            #endregion
        }
    }

    [Fact]
    public async Task A_copy_of_the_two_files_opens_with_the_same_key_only()
    {
        var options = new SqlCipherOptions { Directory = Path.Combine(folder, "profile") };
        #region raw-key
        options.KeySource = new DelegateKeySource(async cancellationToken =>
        {
            var key32 = await ReadFromTheSecretStoreAsync(cancellationToken); // 32 random bytes
            try
            {
                return DatabaseKey.FromRaw(key32);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(key32);
            }
        });
        #endregion
        await (await new SqlCipherChatStoreFactory(options).OpenAsync(TestContext.Current.CancellationToken)).DisposeAsync();
        Assert.Equal(["chat.db", "chat.key", "chat.lock"], Directory.GetFiles(options.Directory).Select(Path.GetFileName).Order());

        var copy = new SqlCipherOptions { Directory = Directory.CreateDirectory(Path.Combine(folder, "copy")).FullName };
        foreach (var file in (string[])["chat.db", "chat.key"])
        {
            File.Copy(Path.Combine(options.Directory, file), Path.Combine(copy.Directory, file));
        }

        copy.KeySource = options.KeySource;
        await (await new SqlCipherChatStoreFactory(copy).OpenAsync(TestContext.Current.CancellationToken)).DisposeAsync();

        copy.KeySource = new DelegateKeySource(_ => ValueTask.FromResult(DatabaseKey.FromRaw(new byte[DatabaseKey.RawLength])));
        Assert.Equal(ErrorKind.StorageKey, (await RefusalAsync(copy)).Kind);

        File.Delete(Path.Combine(copy.Directory, "chat.key"));
        Assert.Equal(ErrorKind.StorageDamaged, (await RefusalAsync(copy)).Kind);
    }

    [Fact]
    public void The_guides_brand_loads_and_says_where_its_words_come_from()
    {
        WriteTheGuidesBrand();
        #region explain
        var brand = Brand.Load(folder, CultureInfo.GetCultureInfo("de-AT"));
        foreach (var layer in brand.Explain("text:conversations.unread").Layers)
        {
            Console.WriteLine($"{layer.Name}: {layer.Value ?? "-"}");
        }
        #endregion
        Assert.Equal("Tea House", brand.Name);
        Assert.Equal("2 frische Tassen", brand.Text("conversations.unread", ("count", 2)));
        Assert.Equal(TrustPolicy.Manual, brand.Policy.TrustPolicy);
        Assert.Equal("teahouse", brand.Explain("policy.trust").Layer);
        Assert.Equal("neutral", brand.Explain("color.background").Layer);
        Assert.Contains(
            string.Concat(brand.Explain("text:conversations.unread").Layers.Select(layer => $"{layer.Name}: {layer.Value ?? "-"}\n")),
            Guide("branding"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_mistake_in_the_guides_brand_is_reported_as_the_guide_says()
    {
        WriteTheGuidesBrand();
        File.WriteAllText(Path.Combine(folder, "strings.en.json"), """{ "send.done": "Poured." }""");
        var manifest = Path.Combine(folder, "brand.json");
        File.WriteAllText(
            manifest,
            File.ReadAllText(manifest)
                .Replace("\"trust\"", "\"trusst\"", StringComparison.Ordinal)
                .Replace("#8fd6ae", "#111111", StringComparison.Ordinal)
        );
        var complaints = new StringBuilder();
        #region refused
        try
        {
            Brand.Load(folder);
        }
        catch (BrandException refused)
        {
            foreach (var error in refused.Errors)
            {
                complaints.AppendLine(error.ToString()); // file(line,column): error CSBnnn: what is wrong
            }
        }
        #endregion
        Assert.NotEqual(0, complaints.Length);
        Assert.Contains(complaints.ToString(), Guide("branding"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_brand_in_the_paper_about_forking_loads()
    {
        var block = JsonBlock().Match(File.ReadAllText(Repository.PathTo("FORKING.md")));
        File.WriteAllText(Path.Combine(folder, "brand.json"), block.Groups["text"].Value);

        Assert.Equal("Zomlike", Brand.Load(folder).Name);
    }

    private Task<byte[]> ReadFromTheSecretStoreAsync(CancellationToken cancellationToken) =>
        Task.FromResult<byte[]>([.. keyInTheSecretStore]).WaitAsync(cancellationToken);

    private static async Task<ChatSecureException> RefusalAsync(SqlCipherOptions options) =>
        await Assert.ThrowsAsync<ChatSecureException>(async () =>
            await new SqlCipherChatStoreFactory(options).OpenAsync(TestContext.Current.CancellationToken)
        );

    private static string Guide(string name) => File.ReadAllText(Repository.PathTo("docs", "guides", $"{name}.md"));

    private void WriteTheGuidesBrand()
    {
        var files = BrandFile().Matches(Guide("branding"));
        Assert.Equal(3, files.Count);
        foreach (Match file in files)
        {
            File.WriteAllText(Path.Combine(folder, file.Groups["name"].Value), file.Groups["text"].Value);
        }
    }

    [GeneratedRegex("""^`(?<name>[a-z.]+\.json)`:?\n```json\n(?<text>(?s:.*?))^```""", RegexOptions.Multiline)]
    private static partial Regex BrandFile();

    [GeneratedRegex("""^```json\n(?<text>(?s:.*?))^```""", RegexOptions.Multiline)]
    private static partial Regex JsonBlock();
}
