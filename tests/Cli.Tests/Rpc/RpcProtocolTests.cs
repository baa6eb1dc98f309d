// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using System.Text.Json;
using ChatSecure.Cli.Tests.Fakes;
using CsCheck;
using NSubstitute;

namespace ChatSecure.Cli.Tests.Rpc;

public sealed class RpcProtocolTests
{
    private readonly FakeChatClient _client = FakeChatClient.With("alice@example.org");

    [Theory]
    [InlineData("{", -32700)]
    [InlineData("nonsense", -32700)]
    [InlineData("{}{}", -32700)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"id":2,"method":"version"}""", -32700)]
    [InlineData("[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]", -32700)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"version","params":{"\ud800":1}}""", -32700)]
    [InlineData("5", -32600)]
    [InlineData("[]", -32600)]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"version"}]""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":{},"method":"version"}""", -32600)]
    public async Task A_line_that_is_no_request_gets_an_error_without_id_and_the_program_goes_on(string line, int code)
    {
        await using var rpc = new RpcRun(_client);
        rpc.Send(line);

        var answer = await rpc.ReadAsync();

        Assert.Equal(code, answer.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("id").ValueKind);
        Assert.Equal("chatsecure-cli", (await rpc.CallAsync("version")).GetProperty("result").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("""{"id":3,"method":"version"}""", -32600)]
    [InlineData("""{"jsonrpc":"1.0","id":3,"method":"version"}""", -32600)]
    [InlineData("""{"jsonrpc":2,"id":3,"method":"version"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":3}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":3,"method":5}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":3,"method":"nonsense"}""", -32601)]
    [InlineData("""{"jsonrpc":"2.0","id":3,"method":"Version"}""", -32601)]
    [InlineData("""{"jsonrpc":"2.0","id":3,"method":"version","params":[1]}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":3,"method":"\ud800"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":3,"method":"account\u002econnect"}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":3,"method":"account.connect"}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":3,"method":"account.connect","params":{"account":5}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":3,"method":"account.connect","params":{"account":"@"}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":3,"method":"account.connect","params":{"account":"\ud800"}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":3,"method":"account.connect","params":{"account":"a@b/c"}}""", -32602)]
    public async Task A_request_that_is_wrong_gets_its_error_with_its_id(string line, int code)
    {
        await using var rpc = new RpcRun(_client);
        rpc.Send(line);

        var answer = await rpc.ReadAsync();

        Assert.Equal(code, answer.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal(3, answer.GetProperty("id").GetInt32());
    }

    [Theory]
    [InlineData("\"a\\u0062c\"")]
    [InlineData("\"\"")]
    [InlineData("0")]
    [InlineData("-1.50e3")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("null")]
    public async Task An_id_comes_back_as_it_was(string id)
    {
        await using var rpc = new RpcRun(_client);
        rpc.Send($$"""{"jsonrpc":"2.0","id":{{id}},"method":"version"}""");

        Assert.StartsWith($$"""{"jsonrpc":"2.0","id":{{id}},"result":{""", await rpc.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_without_id_is_carried_out_and_not_answered()
    {
        await using var rpc = new RpcRun(_client);
        rpc.Send("""{"jsonrpc":"2.0","method":"account.list"}""");
        rpc.Send("""{"jsonrpc":"2.0","method":"nonsense"}""");

        Assert.True((await rpc.CallAsync("version")).TryGetProperty("result", out _));
        Assert.Single(_client.Accounts.ReceivedCalls(), call => call.GetMethodInfo().Name == "ListAsync");
    }

    [Fact]
    public async Task A_line_of_a_mebibyte_is_read_and_a_longer_one_is_skipped()
    {
        await using var rpc = new RpcRun(_client);
        const int limit = 1 << 20;
        var request = """{"jsonrpc":"2.0","id":1,"method":"version"}""";

        rpc.Send(request.PadRight(limit));
        Assert.Equal(1, (await rpc.ReadAsync()).GetProperty("id").GetInt32());

        rpc.Send(request.PadRight(limit + 1));
        Assert.Equal(-32700, (await rpc.ReadAsync()).GetProperty("error").GetProperty("code").GetInt32());

        rpc.Send(request.PadRight(5 * limit));
        Assert.Equal(-32700, (await rpc.ReadAsync()).GetProperty("error").GetProperty("code").GetInt32());
        Assert.True((await rpc.CallAsync("version")).TryGetProperty("result", out _));
    }

    [Fact]
    public async Task Empty_lines_and_carriage_returns_do_no_harm()
    {
        await using var rpc = new RpcRun(_client);
        rpc.Send("\n\r\n  \n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"version\"}\r");

        Assert.Equal(1, (await rpc.ReadAsync()).GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task A_last_line_without_line_feed_counts()
    {
        await using var rpc = new RpcRun(_client);
        rpc.Send(Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":1,"method":"version"}"""));
        rpc.EndInput();

        Assert.Equal(1, (await rpc.ReadAsync()).GetProperty("id").GetInt32());
        Assert.Equal(0, await rpc.Program);
    }

    [Fact]
    public async Task Whatever_bytes_come_the_program_goes_on()
    {
        await using var rpc = new RpcRun(_client);
        var lines = Gen.Byte.Array[0, 200].Array[1, 20];

        await lines.SampleAsync(
            async junk =>
            {
                foreach (var line in junk)
                {
                    rpc.Send([.. line, (byte)'\n']);
                }

                rpc.Request(77, "version");
                while ((await rpc.ReadAsync()).GetProperty("id") is not { ValueKind: JsonValueKind.Number } id || id.GetInt32() != 77) { }
            },
            iter: 200,
            threads: 1
        );
    }
}
