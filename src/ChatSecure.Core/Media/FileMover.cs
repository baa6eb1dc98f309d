// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Security.Cryptography;
using ChatSecure.Accounts;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Hooks;
using ChatSecure.Crypto.Media;
using ChatSecure.Errors;
using ChatSecure.Hooks;
using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xeps.HttpUpload;
using ChatSecure.Stores;

namespace ChatSecure.Core.Media;

/// <summary>Moves files of one account between the media store and hosts, in pieces, encrypted on the way if they are to be. Safe for concurrent use.</summary>
internal sealed class FileMover : IDisposable
{
    private const int MaxServices = 8;

    private readonly AccountSettings _settings;
    private readonly IMediaStore _media;
    private readonly HttpUploadModule _upload;
    private readonly HookRunner _hooks;
    private readonly long _maxDownload;
    private readonly AccountRecords _records;
    private readonly ConcurrentDictionary<string, bool> _fetching = [];
    private readonly Lazy<HttpTransfer> _transfer;

    public FileMover(
        AccountSettings settings,
        IMediaStore media,
        AccountRecords records,
        HttpUploadModule upload,
        ChatClientOptions options,
        HookRunner hooks,
        TimeProvider time
    )
    {
        _settings = settings;
        _media = media;
        _records = records;
        _upload = upload;
        _hooks = hooks;
        _maxDownload = options.MaxDownload;
        var hosts = FileHosts.Of(settings, options.PrivateFileHosts);
        upload.IsForeignHostAllowed = hosts.Contains;
        _transfer = new(() => new HttpTransfer(HttpAccess.Of(settings, options, hosts), time));
    }

    /// <summary>How large a file may be, so that it fits when it is encrypted, too; null if the server does not say.</summary>
    public async Task<long?> GetLimitAsync(CancellationToken cancellationToken) =>
        (await FindServicesAsync(1, cancellationToken).ConfigureAwait(false))[0].MaxFileSize is { } limit
            ? Math.Max(0, limit - MediaCipher.Overhead)
            : null;

    /// <summary>Uploads a file of the media store, with a fresh key and a fresh slot.</summary>
    /// <param name="file">The file.</param>
    /// <param name="encrypts">Whether it is encrypted first.</param>
    /// <param name="progress">Is told how many bytes were sent.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>Where it lies now: the attachment's source.</returns>
    public async Task<string> UploadAsync(Attachment file, bool encrypts, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var service = await ChooseServiceAsync(file.Size ?? 0, encrypts, cancellationToken).ConfigureAwait(false);
        var content =
            await _media.OpenAsync(_settings.Jid, file.MediaId!, cancellationToken).ConfigureAwait(false)
            ?? throw new ChatSecureException(ErrorKind.InvalidInput, "The file is not here any more.") { Condition = "file-gone" };
        await using (content.ConfigureAwait(false))
        {
            return encrypts
                ? await UploadEncryptedAsync(service, file, content, progress, cancellationToken).ConfigureAwait(false)
                : await UploadPlainAsync(service, file, content, progress, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Fetches a file into the media store. Nothing stays of one that is damaged or not what was said.</summary>
    /// <param name="file">The file.</param>
    /// <param name="progress">Is told how many bytes came.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>The file as it is here.</returns>
    public async Task<MediaInfo> DownloadAsync(Attachment file, IProgress<long> progress, CancellationToken cancellationToken)
    {
        if (!FileLink.TryParse(file.Source, out var link))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "The file can't be fetched from anywhere.") { Condition = "no-source" };
        }

        using (link)
        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            var max = Math.Min(_maxDownload, file.Size ?? long.MaxValue);
            var url = link.Url;
            var most = max + (link.Key is null ? 0 : MediaCipher.Overhead);

            // What can't fill a part needs none. Of two messages with the same file, one at a time keeps what comes.
            var parts =
                most >= DownloadParts.PartBytes && _fetching.TryAdd(file.Source!, true)
                    ? new DownloadParts(_settings.Jid, _media, _records, file.Source!)
                    : null;
            var (content, fetched) = PipeFill.Start(stream => FetchAsync(url, stream, most, parts, progress, stop.Token));
            var decrypted = Task.CompletedTask;
            if (link.Key is { } key)
            {
                var ciphertext = content;
                (content, decrypted) = PipeFill.Start(stream =>
                    MediaCipher.DecryptAsync(ciphertext, stream, key, max + MediaCipher.Overhead, stop.Token)
                );
            }

            var isOver = false;
            try
            {
                var info = await TakeInAsync(file, content, stop.Token).ConfigureAwait(false);
                isOver = true;
                return info;
            }
            catch (ChatSecureException error) when (error.Kind == ErrorKind.Protocol)
            {
                isOver = true;
                throw;
            }
            finally
            {
                await stop.CancelAsync().ConfigureAwait(false);
                await Task.WhenAll(fetched, decrypted).ConfigureAwait(false);
                if (parts is not null)
                {
                    await EndAsync(parts, file.Source!, isOver).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Gets a file from where an earlier process left it, if its host still has the same.</summary>
    private async Task FetchAsync(
        Uri url,
        Stream destination,
        long max,
        DownloadParts? parts,
        IProgress<long> progress,
        CancellationToken cancellationToken
    )
    {
        if (parts is null)
        {
            await _transfer.Value.DownloadAsync(url, destination, max, progress, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (await parts.FindAsync(cancellationToken).ConfigureAwait(false) is { } mark)
        {
            try
            {
                await GetAsync(mark).ConfigureAwait(false);
                return;
            }
            catch (ChatSecureException error) when (error.Kind == ErrorKind.Protocol && !parts.IsReplayed)
            {
                // Another file now, or a host that knows nothing of parts: from the beginning.
                await parts.ForgetAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        await GetAsync(null).ConfigureAwait(false);

        async Task GetAsync(DownloadMark? from)
        {
            var keeping = new PartStream(destination, parts, goesOn: from is not null);
            await using (keeping.ConfigureAwait(false))
            {
                await _transfer
                    .Value.DownloadFromAsync(url, keeping, max, from, parts.Begin, progress, cancellationToken)
                    .ConfigureAwait(false);
            }
        }
    }

    private async Task EndAsync(DownloadParts parts, string source, bool isOver)
    {
        try
        {
            if (isOver)
            {
                await parts.ForgetAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        finally
        {
            _fetching.TryRemove(source, out _);
        }
    }

    public void Dispose()
    {
        if (_transfer.IsValueCreated)
        {
            _transfer.Value.Dispose();
        }
    }

    private async Task<UploadService> ChooseServiceAsync(long size, bool encrypts, CancellationToken cancellationToken)
    {
        // Who does not choose need not ask every service.
        var services = await FindServicesAsync(_hooks.ChoosesUploadService ? MaxServices : 1, cancellationToken).ConfigureAwait(false);
        var sent = encrypts ? size + MediaCipher.Overhead : size;
        var first = services.FirstOrDefault(service => service.MaxFileSize is not { } max || sent <= max) ?? services[0];
        var context = new UploadServiceContext(
            _settings.Jid,
            services.ToDictionary(service => service.Address, service => service.MaxFileSize),
            first.Address,
            size,
            encrypts
        );
        var chosen = await _hooks.ChooseUploadServiceAsync(context, cancellationToken).ConfigureAwait(false);
        return services.First(service => service.Address == chosen);
    }

    private async Task<IReadOnlyList<UploadService>> FindServicesAsync(int limit, CancellationToken cancellationToken) =>
        await _upload.FindServicesAsync(limit, cancellationToken).ConfigureAwait(false) is { Count: > 0 } services
            ? services
            : throw new ChatSecureException(ErrorKind.NotSupported, "The account's server takes no files.")
            {
                Condition = "no-upload-service",
            };

    private async Task<MediaInfo> TakeInAsync(Attachment file, Stream content, CancellationToken cancellationToken)
    {
        var verified = new VerifiedContent(content, file.Sha256, file.Size);
        await using (verified.ConfigureAwait(false))
        {
            var head = await verified.PeekAsync(cancellationToken).ConfigureAwait(false);
            var type = MediaTypes.Settle(file.MediaType, MediaTypes.Sniff(head.Span));
            return await _media.AddAsync(_settings.Jid, verified, type, canBeFetchedAgain: true, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string> UploadPlainAsync(
        UploadService service,
        Attachment file,
        Stream content,
        IProgress<long> progress,
        CancellationToken cancellationToken
    )
    {
        var name = SafeFileName.From(file.FileName);
        var slot = await _upload
            .RequestSlotAsync(service, name, content.Length, file.MediaType ?? MediaTypes.Unknown, cancellationToken)
            .ConfigureAwait(false);
        await _transfer.Value.UploadAsync(slot, content, progress, cancellationToken).ConfigureAwait(false);
        return slot.Get.AbsoluteUri;
    }

    private async Task<string> UploadEncryptedAsync(
        UploadService service,
        Attachment file,
        Stream content,
        IProgress<long> progress,
        CancellationToken cancellationToken
    )
    {
        using var key = MediaKey.Create();
        var name = RandomNumberGenerator.GetHexString(32, lowercase: true);
        if (MediaTypes.ExtensionOf(file.MediaType) is { } extension)
        {
            name = $"{name}.{extension}";
        }

        var slot = await _upload
            .RequestSlotAsync(service, name, content.Length + MediaCipher.Overhead, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        if (slot.Get.Fragment.Length > 0)
        {
            throw new ChatSecureException(ErrorKind.Protocol, "The upload slot's address leaves no room for a key.");
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (ciphertext, encrypted) = PipeFill.Start(stream => MediaCipher.EncryptAsync(content, stream, key, stop.Token));
        try
        {
            await _transfer.Value.UploadAsync(slot, ciphertext, progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await encrypted.ConfigureAwait(false);
        }

        return AesGcmUrl.Write(slot.Get, key);
    }
}
