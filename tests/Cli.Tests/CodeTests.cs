// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Tests.Fakes;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using NSubstitute;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;
using static ChatSecure.Cli.Tests.Fakes.Samples;

namespace ChatSecure.Cli.Tests;

/// <summary>QR codes on a terminal: what a camera would read is what is printed above.</summary>
public sealed class CodeTests
{
    private const int Scale = 4;

    private readonly FakeChatClient _client = FakeChatClient.With("alice@example.org");

    [Theory]
    [InlineData("xmpp:alice@example.org?roster;preauth=1")]
    [InlineData("https://example.org/i/#ålice@example.org?register;preauth=abcdefghijklmnopqrstuvwxyz0123456789")]
    public async Task An_invitation_is_a_code_too_if_that_is_wanted(string uri)
    {
        _client
            .Accounts.InviteAsync(default, default, default)
            .ReturnsForAnyArgs(new InvitationLink(uri, null, null, AllowsRegistration: false));

        Assert.Equal(uri, Assert.Single((await RunAsync("account", "invite")).OutputLines));
        var lines = (await RunAsync("account", "invite", "--qr")).OutputLines;
        Assert.Equal((uri, uri), (lines[0], Read(lines.Skip(1))));
        Assert.Single((await RunAsync("account", "invite", "--qr", "--json")).OutputLines);
    }

    [Fact]
    public async Task The_address_with_its_keys_is_a_code_too_if_that_is_wanted()
    {
        _client
            .Trust.DevicesAsync(Alice, null, Arg.Any<CancellationToken>())
            .Returns([new DeviceInfo(Alice, new(7), Key, TrustLevel.Verified, true, true, true)]);

        var plain = (await RunAsync("devices")).OutputLines;
        Assert.StartsWith("xmpp:alice@example.org?", plain[^1], StringComparison.Ordinal);
        var lines = (await RunAsync("devices", "--qr")).OutputLines;
        Assert.Equal(plain, lines.Take(plain.Length));
        Assert.Equal(plain[^1], Read(lines.Skip(plain.Length)));
    }

    [Fact]
    public async Task Nobody_vouches_for_keys_that_are_not_verified_and_what_no_code_holds_is_none()
    {
        var device = new DeviceInfo(Bob, new(7), Key, TrustLevel.Trusted, false, false, true);
        _client.Trust.DevicesAsync(Alice, Bob, Arg.Any<CancellationToken>()).Returns([device]);
        Assert.Single((await RunAsync("devices", "bob@example.net", "--qr")).OutputLines);

        var many = Enumerable.Range(1, 64).Select(number => device with { Device = new((uint)number), Trust = TrustLevel.Verified });
        _client.Trust.DevicesAsync(Alice, Bob, Arg.Any<CancellationToken>()).Returns([.. many]);
        Assert.Equal(64 + 1, (await RunAsync("devices", "bob@example.net", "--qr")).OutputLines.Length);
    }

    private async Task<CliRun> RunAsync(params string[] arguments)
    {
        var run = new CliRun(_client);
        Assert.Equal(ExitCode.Done, await run.RunAsync(arguments));
        return run;
    }

    // As a camera sees it: light letters on a dark ground, each of two squares.
    private static string? Read(IEnumerable<string> lines)
    {
        var code = lines.ToList();
        var (width, height) = (code[0].Length * Scale, code.Count * 2 * Scale);
        Assert.All(code, line => Assert.Equal(code[0].Length, line.Length));
        var picture = new byte[width * height];
        for (var at = 0; at < picture.Length; at++)
        {
            var (x, y) = (at % width / Scale, at / width / Scale);
            picture[at] = code[y / 2][x] == '█' || code[y / 2][x] == (y % 2 == 0 ? '▀' : '▄') ? byte.MaxValue : (byte)0;
        }

        var source = new RGBLuminanceSource(picture, width, height, RGBLuminanceSource.BitmapFormat.Gray8);
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source)))?.Text;
    }
}
