// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Network.Xeps.HttpUpload;

namespace ChatSecure.Integration.Tests.Network;

/// <summary>Files by way of a real upload service (XEP-0363).</summary>
public sealed class HttpUploadTests(ProsodyServer server)
{
    private static readonly HashSet<string> _lab = ["localhost"];

    [Fact]
    public async Task A_file_is_uploaded_and_got_again()
    {
        await using var client = await LabClient.ConnectAsync(
            server,
            (discovery, _, _) => [new HttpUploadModule(discovery) { IsForeignHostAllowed = _lab.Contains }]
        );
        var upload = client.Get<HttpUploadModule>();
        var file = RandomNumberGenerator.GetBytes(300_000);
        using var transfer = new HttpTransfer(
            new() { ExtraAuthoritiesPem = await File.ReadAllTextAsync(server.CaFile), PrivateHosts = _lab }
        );

        var service = await upload.FindServiceAsync();
        Assert.Equal(100 * 1024 * 1024, service!.MaxFileSize);
        var slot = await upload.RequestSlotAsync(service, "très cool.bin", file.Length);
        Assert.NotEmpty(slot.Headers);
        await transfer.UploadAsync(slot, new MemoryStream(file));

        var got = new MemoryStream();
        Assert.Equal(file.Length, await transfer.DownloadAsync(slot.Get, got, file.Length));
        Assert.Equal(file, got.ToArray());
    }

    [Fact]
    public async Task A_slot_at_another_host_than_the_account_s_is_refused_and_loopback_is_not_reached_unless_allowed()
    {
        await using var client = await LabClient.ConnectAsync(server, (discovery, _, _) => [new HttpUploadModule(discovery)]);
        var upload = client.Get<HttpUploadModule>();
        var service = (await upload.FindServiceAsync())!;

        Assert.Equal(
            ErrorKind.Protocol,
            (await Assert.ThrowsAsync<ChatSecureException>(() => upload.RequestSlotAsync(service, "a", 1))).Kind
        );
        Assert.Equal(
            "file-too-large",
            (await Assert.ThrowsAsync<ChatSecureException>(() => upload.RequestSlotAsync(service, "a", 101 * 1024 * 1024))).Condition
        );
        upload.IsForeignHostAllowed = _lab.Contains;
        var slot = await upload.RequestSlotAsync(service, "a", 1);
        using var careful = new HttpTransfer(new() { ExtraAuthoritiesPem = await File.ReadAllTextAsync(server.CaFile) });
        Assert.Equal(
            ErrorKind.InsecureConnection,
            (await Assert.ThrowsAsync<ChatSecureException>(() => careful.UploadAsync(slot, new MemoryStream([1])))).Kind
        );
        using var trusting = new HttpTransfer(new() { PrivateHosts = _lab });
        Assert.Equal(
            ErrorKind.InsecureConnection,
            (await Assert.ThrowsAsync<ChatSecureException>(() => trusting.UploadAsync(slot, new MemoryStream([1])))).Kind
        );
    }
}
