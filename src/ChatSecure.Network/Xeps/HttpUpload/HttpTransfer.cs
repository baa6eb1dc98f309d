// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Security.Authentication;
using ChatSecure.Errors;
using ChatSecure.Network.Transport;
using ChatSecure.Network.Xeps.Files;

namespace ChatSecure.Network.Xeps.HttpUpload;

/// <summary>Moves files by HTTP as an account would: through its proxy, https only, to public hosts only, bounded. One for each account: connections are
/// shared within it and with nothing else. Safe for concurrent use.</summary>
public sealed class HttpTransfer : IDisposable
{
    /// <summary>The greatest number of redirects that a download follows, each checked like the first address. Uploads follow none.</summary>
    public const int MaxRedirects = 3;

    private readonly HttpClient _client;
    private readonly TimeSpan _idle;
    private readonly TimeProvider _time;

    /// <summary>Creates a transfer.</summary>
    /// <param name="options">How to connect.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: a malformed proxy or authority.</exception>
    public HttpTransfer(HttpTransferOptions options, TimeProvider? time = null)
        : this(options, time, new SystemDns()) { }

    internal HttpTransfer(HttpTransferOptions options, TimeProvider? time, IDnsLookup dns)
    {
        _time = time ?? TimeProvider.System;
        _idle = options.IdleTimeout;
        _client = new(HttpConnections.Create(options, dns, _time)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Puts a file into its slot.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="content">The file, of which exactly <see cref="UploadSlot.Size"/> bytes are read.</param>
    /// <param name="progress">Is told the number of bytes that were sent; null for nobody.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>Done when the service has it and others can get it.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Protocol"/>: the service refused, its status as the condition.
    /// <see cref="ErrorKind.InvalidInput"/>: the file is shorter than the slot. <see cref="ErrorKind.Unreachable"/>,
    /// <see cref="ErrorKind.InsecureConnection"/>, <see cref="ErrorKind.TimedOut"/>.</exception>
    public async Task UploadAsync(
        UploadSlot slot,
        Stream content,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        using var idle = new CancellationTokenSource(_idle, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, idle.Token);
        using var request = new HttpRequestMessage(HttpMethod.Put, slot.Put);
        using var body = new SlotContent(content, slot, Moved);
        request.Content = body;
        foreach (var header in slot.Headers.Where(header => header.Name != "Expires"))
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        using var response = await SendAsync(request, either.Token, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw Refused(response.StatusCode);
        }

        void Moved(long bytes)
        {
            idle.CancelAfter(_idle);
            progress?.Report(bytes);
        }
    }

    /// <summary>Gets a file. A transfer that breaks off goes on where it broke (RFC 9110, section 14), if its host can do that and still has the same file. What was
    /// written to the destination before a failure is to be thrown away, and what the file is, is known only after its hash or its encryption was
    /// verified.</summary>
    /// <param name="url">Where it lies: https.</param>
    /// <param name="destination">Where to write it.</param>
    /// <param name="maxBytes">The greatest size to accept.</param>
    /// <param name="progress">Is told the number of bytes that came; null for nobody.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>The size.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Protocol"/>: the host refused, its status as the condition, or the file is larger than
    /// allowed. <see cref="ErrorKind.InsecureConnection"/>: the address, or one that it leads to, is not https or not public.
    /// <see cref="ErrorKind.Unreachable"/>, <see cref="ErrorKind.TimedOut"/>.</exception>
    public async Task<long> DownloadAsync(
        Uri url,
        Stream destination,
        long maxBytes,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default
    ) =>
        await new HttpDownload(url, destination, maxBytes, progress, GetFromAsync, _idle, _time)
            .RunAsync(cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Closes all connections.</summary>
    public void Dispose() => _client.Dispose();

    /// <summary>Gets the beginning of what lies at an address.</summary>
    /// <param name="url">Where it lies: https.</param>
    /// <param name="accept">The media types that are wanted.</param>
    /// <param name="maxBytes">So much of it is read at the most.</param>
    /// <param name="isEnough">Is shown the bytes as they come, with the last few of before, and says whether nothing more is needed.</param>
    /// <param name="either">Ends it when it takes too long, or the caller gives up.</param>
    /// <param name="caller">Tells which of them it was.</param>
    /// <exception cref="ChatSecureException">As <see cref="DownloadAsync"/>.</exception>
    internal async Task<HttpStart> GetStartAsync(
        Uri url,
        string accept,
        int maxBytes,
        Func<ReadOnlySpan<byte>, bool> isEnough,
        CancellationToken either,
        CancellationToken caller
    )
    {
        const int Overlap = 16;
        using var response = await GetAsync(url, HttpStatusCode.OK, request => request.Headers.Add("Accept", accept), either, caller)
            .ConfigureAwait(false);
        if (response.Content.Headers.ContentEncoding.Count > 0)
        {
            throw new ChatSecureException(ErrorKind.Protocol, "The host answers in an encoding that was not asked for.");
        }

        var content = new byte[Math.Min(maxBytes, response.Content.Headers.ContentLength ?? maxBytes)];
        var (length, isWhole) = (0, false);
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(either).ConfigureAwait(false);
            while (length < content.Length)
            {
                var read = await stream.ReadAsync(content.AsMemory(length), either).ConfigureAwait(false);
                var fresh = content.AsSpan(Math.Max(0, length - Overlap)..(length + read));
                length += read;
                if (read == 0 || isEnough(fresh))
                {
                    isWhole = read == 0;
                    break;
                }
            }

            isWhole |= length == response.Content.Headers.ContentLength;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            throw Explain(e, caller);
        }

        var type = response.Content.Headers.ContentType;
        return new(
            response.RequestMessage!.RequestUri!,
            type?.MediaType?.ToLowerInvariant(),
            type?.CharSet,
            content.AsMemory(0, length),
            isWhole
        );
    }

    private Task<HttpResponseMessage> GetFromAsync(Uri url, ResumePoint? from, CancellationToken either, CancellationToken caller) =>
        from is null
            ? GetAsync(url, HttpStatusCode.OK, _ => { }, either, caller)
            : GetAsync(url, HttpStatusCode.PartialContent, from.Demand, either, caller);

    private async Task<HttpResponseMessage> GetAsync(
        Uri url,
        HttpStatusCode expected,
        Action<HttpRequestMessage> prepare,
        CancellationToken either,
        CancellationToken caller
    )
    {
        for (var redirects = 0; ; redirects++)
        {
            if (!OutOfBand.IsAcceptable(url))
            {
                throw new ChatSecureException(ErrorKind.InsecureConnection, "Files are fetched by https only.");
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            prepare(request);
            var response = await SendAsync(request, either, caller).ConfigureAwait(false);
            if (response.StatusCode == expected)
            {
                return response;
            }

            using (response)
            {
                if (!VerifiedHttp.IsRedirection(response.StatusCode) || redirects == MaxRedirects)
                {
                    throw Refused(response.StatusCode);
                }

                url =
                    response.Headers.Location is { } location && Uri.TryCreate(url, location, out var next)
                        ? next
                        : throw Refused(response.StatusCode);
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken either, CancellationToken caller)
    {
        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            throw Explain(e, caller);
        }
    }

    // HttpClient wraps what its parts throw; ours say what happened.
    internal static Exception Explain(Exception e, CancellationToken caller)
    {
        if (e is OperationCanceledException)
        {
            return caller.IsCancellationRequested
                ? new OperationCanceledException(caller)
                : new ChatSecureException(ErrorKind.TimedOut, "Nothing moved for too long.", e);
        }

        for (Exception? cause = e; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case ChatSecureException known:
                    return new ChatSecureException(known.Kind, known.Message, e) { Condition = known.Condition };
                case AuthenticationException:
                    return new ChatSecureException(ErrorKind.InsecureConnection, "The host's certificate was refused.", e);
            }
        }

        return new ChatSecureException(ErrorKind.Unreachable, "The host can't be reached, or broke the transfer off.", e);
    }

    private static ChatSecureException Refused(HttpStatusCode status) =>
        new(ErrorKind.Protocol, "The host refused the transfer.")
        {
            Condition = ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
}
