// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Media;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Composer;

public sealed partial class ComposerViewModel
{
    /// <summary>How many files a message takes at the most.</summary>
    public const int MaxFiles = PendingFiles.Max;

    private readonly PendingFiles _files = new();
    private Task? _limit;

    /// <summary>The files that go with the next message.</summary>
    public ObservableWindow<PendingFileRow> Files { get; } = [];

    /// <summary>The brand's stickers; empty where it offers none.</summary>
    public IReadOnlyList<StickerRow> Stickers =>
        Brand.Features.IsOn(BrandFeature.Stickers)
            ? [.. Brand.Stickers.Select(id => id.Split('/')).Where(parts => parts.Length == 3).Select(Sticker)]
            : [];

    /// <summary>From where files can be attached: what the app registered as <see cref="AttachmentSource"/>. Empty where the brand offers no files.</summary>
    public IReadOnlyList<AttachmentSource> Sources => Brand.Features.IsOn(BrandFeature.Attachments) ? Context.Slots.AttachmentSources : [];

    /// <summary>Why no file can be attached now, in words; null if one can.</summary>
    public string? WhyNoFiles =>
        WhyNone ?? (_files.Count >= MaxFiles ? Brand.Text("composer.blocked.tooManyFiles", ("count", MaxFiles)) : null);

    /// <summary>Why no voice message can be recorded now, in words; null if one can.</summary>
    public string? WhyNoVoice => WhyNotOffered(BrandFeature.VoiceMessages) ?? WhyNoFiles;

    /// <summary>Attaches a file that was picked, dropped or pasted. If it can't be sent, its row says why.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it is attached; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> AttachAsync(PickedFile file, CancellationToken cancellationToken = default) =>
        AttachAsync(file, isVoice: false, WhyNoFiles, cancellationToken);

    /// <summary>Attaches files that were picked, dropped or pasted together, in their order, as many as the message still takes. How many were left out,
    /// <see cref="ViewModel.Problem"/> says.</summary>
    /// <param name="files">The files.</param>
    /// <param name="more">How many more there were, which nobody handed over.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many are attached.</returns>
    public async Task<int> AttachAllAsync(IReadOnlyList<PickedFile> files, int more = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentOutOfRangeException.ThrowIfNegative(more);
        var whyNone = WhyNone;
        var attached = 0;
        foreach (var file in whyNone is null ? files : [])
        {
            var isAdded = _files.Count < MaxFiles && await AttachAsync(file, isVoice: false, null, cancellationToken).ConfigureAwait(false);
            attached += isAdded ? 1 : 0;
        }

        if (files.Count + more - attached is > 0 and var left)
        {
            await InvokeAsync(() => Problem = whyNone ?? Brand.Text("composer.filesLeftOut", ("count", left), ("max", MaxFiles)))
                .ConfigureAwait(false);
        }

        return attached;
    }

    /// <summary>Opens what will be sent of a file, to be seen or heard before: a picture goes without what its camera wrote into it.</summary>
    /// <param name="row">The file.</param>
    /// <param name="cancellationToken">Gives up, also later while it is read.</param>
    /// <returns>The content, which the caller disposes of; null if the file was taken away.</returns>
    /// <exception cref="IOException">The file can't be read, or is a picture that is not well-formed; reading it later throws that, too.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read.</exception>
    public async Task<Stream?> OpenFileAsync(PendingFileRow row, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(row);
        return _files.Find(row.Id) is { } file ? await CleanMedia.OpenAsync(file, cancellationToken).ConfigureAwait(false) : null;
    }

    /// <summary>Attaches a voice message that was recorded.</summary>
    /// <param name="recording">The sound, with its duration.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it is attached; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    /// <exception cref="ArgumentException">It has no duration.</exception>
    public Task<bool> AttachVoiceAsync(PickedFile recording, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recording);
        return recording.Duration > TimeSpan.Zero
            ? AttachAsync(recording, isVoice: true, WhyNoVoice, cancellationToken)
            : throw new ArgumentException("A voice message has a duration.", nameof(recording));
    }

    /// <summary>Lets a person pick files from one of <see cref="Sources"/>.</summary>
    /// <param name="source">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Done when they are attached, or nothing was picked.</returns>
    public async Task AttachFromAsync(AttachmentSource source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (WhyNoFiles is null)
        {
            var picked = await source.Pick(new(Conversation, Brand), cancellationToken).ConfigureAwait(false);
            await AttachAllAsync(picked, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes a file away again.</summary>
    /// <param name="row">Which.</param>
    public void Detach(PendingFileRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        _files.Remove(row.Id);
        ShowFiles();
    }

    /// <summary>Sends a sticker of the brand at once. What is being written stays.</summary>
    /// <param name="sticker">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it is on its way; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> SendStickerAsync(StickerRow sticker, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sticker);
        if (!Stickers.Contains(sticker) || Brand.Asset(sticker.Id) is not { } picture)
        {
            return Task.FromResult(false);
        }

        var file = new OutgoingAttachment(_ => ValueTask.FromResult<Stream>(new MemoryStream(picture.ToArray(), writable: false)))
        {
            FileName = DisplayText.FileName(sticker.Name),
            MediaType = ImageTypes.Of(picture.Span),
            Description = sticker.Name,
            IsInline = true,
            StickerPack = sticker.Pack,
        };
        return SendNowAsync(new(string.Empty, Choice) { Attachments = [file] }, cancellationToken);
    }

    /// <summary>Sends a place as a <c>geo:</c> URI (RFC 5870) at once. What is being written stays.</summary>
    /// <param name="latitude">Degrees north, -90 to 90.</param>
    /// <param name="longitude">Degrees east, -180 to 180.</param>
    /// <param name="accuracy">How far off that may be, in metres; null if it is not known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it is on its way; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> SendLocationAsync(
        double latitude,
        double longitude,
        double? accuracy = null,
        CancellationToken cancellationToken = default
    )
    {
        // A decimetre of the place, and of how far off that may be: nobody is told more.
        var range = accuracy is { } metres ? Math.Round(metres, 1) : (double?)null;
        var place = new GeoLocation(Math.Round(latitude, 6), Math.Round(longitude, 6), uncertainty: range);
        return SendNowAsync(new(place.ToString(), Choice), cancellationToken);
    }

    // Why there can be no files at all.
    private string? WhyNone =>
        WhyNotOffered(BrandFeature.Attachments) ?? (Mode == ComposerMode.Edit ? Brand.Text("composer.blocked.editHasNoFiles") : null);

    private static StickerRow Sticker(string[] parts) =>
        new(string.Join('/', parts), parts[1], parts[2].Replace('-', ' ').Replace('_', ' '));

    private Task<bool> SendNowAsync(OutgoingMessage message, CancellationToken cancellationToken) =>
        TryAsync(
            async token => await Client.Conversations.SendAsync(Conversation, message, token).ConfigureAwait(false),
            ErrorPlace.Sending,
            cancellationToken
        );

    private async Task<bool> AttachAsync(PickedFile file, bool isVoice, string? whyNot, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (whyNot is not null)
        {
            await InvokeAsync(() => Problem = whyNot).ConfigureAwait(false);
            return false;
        }

        var (size, fault) = await MeasureAsync(file, cancellationToken).ConfigureAwait(false);
        var isAdded = false;
        await InvokeAsync(() =>
            {
                isAdded = _files.Count < MaxFiles;
                if (isAdded)
                {
                    _files.Add(file, size, fault, isVoice);
                    ShowFiles();
                }
            })
            .ConfigureAwait(false);
        await (_limit ??= ReadLimitAsync(cancellationToken)).ConfigureAwait(false);
        return isAdded;
    }

    private static async Task<(long? Size, FileFault? Fault)> MeasureAsync(PickedFile file, CancellationToken cancellationToken)
    {
        try
        {
            return (await CleanMedia.MeasureAsync(file, cancellationToken).ConfigureAwait(false), null);
        }
        catch (MediaException)
        {
            return (file.Size, FileFault.NotCleaned);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (file.Size, FileFault.Unreadable);
        }
    }

    // Without an answer the file is tried all the same: the server has the last word.
    private async Task ReadLimitAsync(CancellationToken cancellationToken)
    {
        try
        {
            var limit = await Client.Conversations.GetFileLimitAsync(Conversation.Account, cancellationToken).ConfigureAwait(false);
            await InvokeAsync(() =>
                {
                    _files.Limit = limit;
                    ShowFiles();
                })
                .ConfigureAwait(false);
        }
        catch (ChatSecureException error) when (error.Kind == ErrorKind.NotSupported)
        {
            await InvokeAsync(() => Problem = Present(error, ErrorPlace.Sending)).ConfigureAwait(false);
            _limit = null;
        }
        catch (Exception error) when (error is ChatSecureException or OperationCanceledException)
        {
            _limit = null;
        }
    }

    private void ShowFiles()
    {
        Files.Update(_files.Rows(Brand), row => row.Id);
        Raise(nameof(WhyNoFiles));
        Raise(nameof(WhyNoVoice));
        _send.Raise();
    }
}
