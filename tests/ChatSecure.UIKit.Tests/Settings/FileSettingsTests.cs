// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.UIKit.Settings;

namespace ChatSecure.UIKit.Tests.Settings;

public sealed class FileSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chatsecure-settings-").FullName;

    private string File => Path.Combine(_folder, "settings.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_set_is_there_again_and_what_was_taken_back_is_not()
    {
        using (var settings = new FileSettings(File))
        {
            await settings.SetAsync("appearance", "dark", TestContext.Current.CancellationToken);
            await settings.SetAsync("language", "de", TestContext.Current.CancellationToken);
            await settings.SetAsync("language", null, TestContext.Current.CancellationToken);
        }

        using var again = new FileSettings(File);
        Assert.Equal(("dark", null), (again.Get("appearance"), again.Get("language")));
    }

    [Fact]
    public async Task Many_at_once_are_all_kept()
    {
        using var settings = new FileSettings(File);
        await Task.WhenAll(
            Enumerable.Range(0, 50).Select(i => settings.SetAsync($"key{i}", $"{i}", TestContext.Current.CancellationToken))
        );
        using var again = new FileSettings(File);
        Assert.All(Enumerable.Range(0, 50), i => Assert.Equal($"{i}", again.Get($"key{i}")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    [InlineData("{\"appearance\": 5}")]
    [InlineData("{\"appearance\": \"light\", \"appearance\": [\"dark\"")]
    public void A_damaged_file_holds_nothing(string content)
    {
        System.IO.File.WriteAllText(File, content);
        using var settings = new FileSettings(File);
        Assert.Null(settings.Get("appearance"));
    }

    [Fact]
    public void What_is_there_twice_holds_as_it_stands_last()
    {
        System.IO.File.WriteAllText(File, """{ "appearance": "light", "appearance": "dark" }""");
        using var settings = new FileSettings(File);
        Assert.Equal("dark", settings.Get("appearance"));
    }

    [Fact]
    public void A_file_without_end_is_not_read()
    {
        System.IO.File.WriteAllText(File, $$"""{ "appearance": "dark", "more": "{{new string('x', 256 * 1024)}}" }""");
        using var settings = new FileSettings(File);
        Assert.Null(settings.Get("appearance"));
    }

    [Fact]
    public async Task What_cannot_be_written_does_not_hold()
    {
        using var settings = new FileSettings(Path.Combine(_folder, "none", "settings.json"));
        var refused = await Assert.ThrowsAsync<ChatSecureException>(() =>
            settings.SetAsync("appearance", "dark", TestContext.Current.CancellationToken)
        );
        Assert.Equal((ErrorKind.StorageUnavailable, "file-unwritable"), (refused.Kind, refused.Condition));
        Assert.Null(settings.Get("appearance"));
    }
}
