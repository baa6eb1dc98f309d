// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Tests.Fakes;
using ChatSecure.Clients;
using NSubstitute;
using static ChatSecure.Cli.Tests.Fakes.Samples;

namespace ChatSecure.Cli.Tests;

/// <summary>What is told of files that are sent, to people and to groups.</summary>
public sealed class AttachmentMetadataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chatsecure-attach-").FullName;
    private readonly FakeChatClient _client = FakeChatClient.With("alice@example.org");
    private OutgoingMessage? _sent;

    public AttachmentMetadataTests()
    {
        File.WriteAllText(Voice, "la");
        File.WriteAllText(Cat, "meow");
        _client
            .Conversations.SendAsync(default, default!, default)
            .ReturnsForAnyArgs(call =>
            {
                _sent = call.Arg<OutgoingMessage>();
                return Acknowledged(Outgoing());
            });
    }

    private string Voice => Path.Combine(_folder, "voice.ogg");

    private string Cat => Path.Combine(_folder, "cat.png");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IEnumerable<(string? Name, string? Text, double? Seconds, string? Pack, bool IsInline)> Sent =>
        _sent!.Attachments.Select(file => (file.FileName, file.Description, file.Duration?.TotalSeconds, file.StickerPack, file.IsInline));

    [Theory]
    [InlineData("send", "--to", "bob@example.net")]
    [InlineData("group", "send", "tea@muc.example.org")]
    public async Task Each_file_has_what_was_told_of_it(params string[] command)
    {
        var run = new CliRun(_client);
        string[] told = ["--attach", Voice, "--attach", Cat, "--describe", "", "--describe", "A cat", "--seconds", "2.5", "--seconds", ""];

        Assert.Equal(ExitCode.Done, await run.RunAsync([.. command, .. told, "--sticker-pack", "", "--sticker-pack", "cats", "--inline"]));

        Assert.Equal([("voice.ogg", null, 2.5, null, true), ("cat.png", "A cat", null, "cats", true)], Sent);
        Assert.Empty(_sent!.Body);
        Assert.Equal(ExitCode.Done, await run.RunAsync([.. command, "--attach", Cat, "Look"]));
        Assert.Equal([("cat.png", null, null, null, false)], Sent);
        Assert.Equal("Look", _sent.Body);
    }

    [Theory]
    [InlineData("--describe", "A cat", "--describe", "Another")]
    [InlineData("--seconds", "long")]
    [InlineData("--seconds", "0")]
    [InlineData("--seconds", "-1")]
    [InlineData("--seconds", "100000")]
    public async Task What_is_told_of_no_file_or_is_no_time_is_not_understood(params string[] told)
    {
        Assert.Equal(ExitCode.Usage, await new CliRun(_client).RunAsync(["send", "--to", "bob@example.net", "--attach", Cat, .. told]));
        Assert.Equal(ExitCode.Usage, await new CliRun(_client).RunAsync(["send", "--to", "bob@example.net", "--describe", "A cat", "Hi"]));
        Assert.Null(_sent);
    }

    [Theory]
    [InlineData("message.send", "to", "bob@example.net")]
    [InlineData("group.send", "room", "tea@muc.example.org")]
    public async Task A_request_names_files_or_tells_of_them(string method, string who, string address)
    {
        await using var rpc = new RpcRun(_client);

        var answer = await rpc.CallAsync(
            method,
            $$"""{"account":"alice@example.org","{{who}}":"{{address}}","attachments":["{{Cat}}",{"file":"{{Voice}}","name":"song.ogg","mediaType":"audio/ogg","description":"A song","width":1,"height":2,"seconds":2.5,"stickerPack":"songs","inline":true},{"file":"{{Cat}}"}]}"""
        );

        Assert.Equal("""{"id":"m2","encryption":"omemo"}""", answer.GetProperty("result").GetRawText());
        Assert.Equal(
            [("cat.png", null, null, null, false), ("song.ogg", "A song", 2.5, "songs", true), ("cat.png", null, null, null, false)],
            Sent
        );
        var told = _sent!.Attachments[1];
        Assert.Equal(("audio/ogg", 1, 2), (told.MediaType, told.Width, told.Height));
    }

    [Theory]
    [InlineData("""{"file":"FILE","seconds":0}""", -32602)]
    [InlineData("""{"file":"FILE","seconds":"2"}""", -32602)]
    [InlineData("""{"file":"FILE","seconds":1e99}""", -32602)]
    [InlineData("""{"file":"FILE","width":0}""", -32602)]
    [InlineData("""{"file":"FILE","height":65536}""", -32602)]
    [InlineData("""{"file":"FILE","inline":1}""", -32602)]
    [InlineData("""{"name":"x"}""", -32602)]
    [InlineData("5", -32602)]
    [InlineData("""{"file":"FILE.no"}""", -32000)]
    public async Task A_file_that_is_told_of_wrongly_is_not_sent(string file, int code)
    {
        await using var rpc = new RpcRun(_client);
        var answer = await rpc.CallAsync(
            "message.send",
            $$"""{"account":"alice@example.org","to":"bob@example.net","body":"x","attachments":[{{file.Replace("FILE", Cat)}}]}"""
        );
        Assert.Equal(code, answer.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Null(_sent);
    }
}
