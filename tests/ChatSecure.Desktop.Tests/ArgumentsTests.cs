// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text.RegularExpressions;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Errors;
using ChatSecure.UIKit.Shell;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Desktop.Tests;

public sealed class ArgumentsTests
{
    private static readonly Brand _brand = Brand.Neutral;

    [Fact]
    public void Options_mean_what_they_say()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "a passphrase\n");
        var read = DesktopArguments.Parse(
            [
                "--profile",
                "p",
                "--key-file",
                file,
                "--server",
                "[::1]:5223",
                "--tls",
                "direct",
                "--stop-after",
                "5",
                "--log",
                "warning",
                "xmpp:a@example.org?roster",
            ],
            _brand
        );
        File.Delete(file);
        Assert.Equal(Path.GetFullPath("p"), read.Profile);
        Assert.Equal("a passphrase", read.Passphrase);
        Assert.Equal(new ServerAddress("::1", 5223, TlsMode.Direct), read.Server);
        Assert.Equal(TimeSpan.FromMinutes(5), read.StopAfter);
        Assert.Equal(LogLevel.Warning, read.Log);
        Assert.Equal("xmpp:a@example.org?roster", read.Link);
        Assert.Equal(nameof(DesktopArguments), read.ToString());
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("stray")]
    [InlineData("https://example.org/")]
    [InlineData("xmpp:a@example.org", "xmpp:b@example.org")]
    [InlineData("--profile")]
    [InlineData("--server", "nowhere")]
    [InlineData("--server", "host:0")]
    [InlineData("--server", "host:99999")]
    [InlineData("--tls", "none")]
    [InlineData("--stop-after", "0")]
    [InlineData("--stop-after", "soon")]
    [InlineData("--log", "everything")]
    [InlineData("--ca", "/no/such/file")]
    [InlineData("--key-file", "/no/such/file")]
    [InlineData("--key-env", "DESKTOP_TEST_NO_SUCH_VARIABLE")]
    [InlineData("--address", "127.0.0.1")]
    public void What_makes_no_sense_is_said(params string[] args) =>
        Assert.Contains(
            "--",
            Assert.Throws<UsageException>(() => DesktopArguments.Parse(args, _brand)).Message + "--",
            StringComparison.Ordinal
        );

    [Fact]
    public void A_passphrase_is_never_an_argument() =>
        Assert.Throws<UsageException>(() => DesktopArguments.Parse(["--key", "secret"], _brand));

    [Fact]
    public void The_profile_lies_where_the_brand_s_data_lies_and_accounts_go_where_the_options_say()
    {
        var profile = new DesktopProfile(_brand, DesktopArguments.Parse(["--server", "127.0.0.1:5222"], _brand), new PassphraseBox());
        Assert.EndsWith(_brand.Identity.DataDirectoryName, profile.Directory, StringComparison.Ordinal);
        var routed = profile.Route(new AccountSettings { Jid = Jid.Parse("a@example.org"), ExtraAuthoritiesPem = "kept" });
        Assert.Equal(new ServerAddress("127.0.0.1", 5222), routed.Server);
        Assert.Equal("kept", routed.ExtraAuthoritiesPem);
    }

    [Fact]
    public void A_passphrase_is_there_once_and_erased()
    {
        var box = new PassphraseBox();
        var profile = new DesktopProfile(_brand, DesktopArguments.Parse([], _brand), box);
        box.Put("geheim");
        Assert.Equal(6, profile.UsePassphrase(passphrase => passphrase.Length));
        var error = Assert.Throws<ChatSecureException>(() => profile.UsePassphrase(passphrase => passphrase.Length));
        Assert.Equal(ErrorKind.StorageKey, error.Kind);
    }

    [Fact]
    public async Task The_command_line_is_answered_in_the_brand_s_words_and_with_its_exit_code()
    {
        var output = new StringWriter(CultureInfo.InvariantCulture);
        var token = TestContext.Current.CancellationToken;
        Assert.Equal(0, await ChatSecureDesktop.RunAsync(["--help"], output, RunningApp.Options(), token));
        Assert.Contains("--profile", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await ChatSecureDesktop.RunAsync(["--what"], output, RunningApp.Options(), token));
        Assert.Contains("--what", output.ToString(), StringComparison.Ordinal);
        Assert.Contains(_brand.Name, output.ToString(), StringComparison.Ordinal);
    }

    // Right to left, and at odd ends of a link, a text's values come wrapped in marks that nobody sees.
    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task The_start_link_has_a_line_of_its_own_and_nothing_else_on_it(string culture)
    {
        var profile = Directory.CreateTempSubdirectory("desktop-").FullName;
        using var stop = new CancellationTokenSource();
        var output = new FlushedWriter(stop);
        var options = RunningApp.Options() with { Brand = _ => Brand.Neutral.WithCulture(new CultureInfo(culture)) };
        Assert.Equal(0, await ChatSecureDesktop.RunAsync(["--profile", profile], output, options, stop.Token));
        var lines = output.ToString().Split(Environment.NewLine);
        Assert.Single(lines, line => Regex.IsMatch(line, @"^http://127\.0\.0\.1:[0-9]+/start\?token=[A-Za-z0-9_-]{43}$"));
        Directory.Delete(profile, recursive: true);
    }

    private sealed class FlushedWriter(CancellationTokenSource flushed) : StringWriter(CultureInfo.InvariantCulture)
    {
        public override async Task FlushAsync(CancellationToken cancellationToken)
        {
            await base.FlushAsync(cancellationToken);
            await flushed.CancelAsync();
        }
    }
}
