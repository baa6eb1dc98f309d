// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using ChatSecure.Errors;

namespace ChatSecure.Network.Xeps.HttpUpload;

/// <summary>One download: bounded, and gone on with where it broke off as long as that brings it further.</summary>
internal sealed class HttpDownload(
    Uri url,
    Stream destination,
    long maxBytes,
    IProgress<long>? progress,
    Func<Uri, ResumePoint?, CancellationToken, CancellationToken, Task<HttpResponseMessage>> get,
    TimeSpan idleTimeout,
    TimeProvider time,
    DownloadMark? from = null,
    Action<DownloadMark>? begun = null
)
{
    /// <summary>So often in a row it is tried to go on without that a single byte comes.</summary>
    public const int MaxFruitless = 4;

    /// <summary>So often it goes on at all: a host that gives a byte at a time costs no more than this.</summary>
    public const int MaxResumptions = 100;

    private const int PieceBytes = 64 * 1024;
    private static readonly TimeSpan _firstDelay = TimeSpan.FromSeconds(1);

    private long _total = from?.Position ?? 0;
    private ResumePoint? _file = from is null ? null : ResumePoint.Of(from);

    /// <returns>The size.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var fruitless = 0;
        for (var resumptions = 0; ; resumptions++)
        {
            var before = _total;
            try
            {
                await RunOnceAsync(_total == 0 ? null : _file! with { Position = _total }, cancellationToken).ConfigureAwait(false);
                return _total;
            }
            catch (ChatSecureException error) when (CanGoOn(error) && resumptions < MaxResumptions)
            {
                fruitless = _total > before ? 0 : fruitless + 1;
                if (fruitless > MaxFruitless)
                {
                    throw;
                }
            }

            await Task.Delay(_firstDelay * Math.Pow(2, fruitless), time, cancellationToken).ConfigureAwait(false);
        }
    }

    // What has not begun is for the caller to begin again.
    private bool CanGoOn(ChatSecureException error) =>
        error.Kind is ErrorKind.Unreachable or ErrorKind.TimedOut && _total > 0 && _file is not null;

    private async Task RunOnceAsync(ResumePoint? from, CancellationToken cancellationToken)
    {
        using var idle = new CancellationTokenSource(idleTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, idle.Token);
        using var response = await get(url, from, either.Token, cancellationToken).ConfigureAwait(false);
        if (from is null)
        {
            _file = ResumePoint.Of(response);
            if (_file is { } file)
            {
                begun?.Invoke(new(0, file.Total, file.Tag?.Tag, file.Modified));
            }
        }
        else if (!from.IsContinuedBy(response))
        {
            throw new ChatSecureException(ErrorKind.Protocol, "The host has another file now than when the transfer began.")
            {
                Condition = "file-changed",
            };
        }

        if (response.Content.Headers.ContentLength > maxBytes - _total)
        {
            throw TooLarge();
        }

        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            int read;
            while ((read = await ReadAsync(response, piece, either.Token, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (_total + read > maxBytes)
                {
                    throw TooLarge();
                }

                await destination.WriteAsync(piece.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                _total += read;
                idle.CancelAfter(idleTimeout);
                progress?.Report(_total);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece, clearArray: true);
        }
    }

    private static async Task<int> ReadAsync(HttpResponseMessage response, byte[] piece, CancellationToken either, CancellationToken caller)
    {
        try
        {
            // The same stream each time: the response keeps it, and ends it.
            var stream = await response.Content.ReadAsStreamAsync(either).ConfigureAwait(false);
            return await stream.ReadAsync(piece, either).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            throw HttpTransfer.Explain(e, caller);
        }
    }

    private static ChatSecureException TooLarge() => new(ErrorKind.Protocol, "The file is larger than allowed.");
}
