// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatSecure.Branding;

namespace ChatSecure.Conversation.Cast;

/// <summary>Somebody with an app: a brand, a profile with its own key, an account, and the process while the app is open.</summary>
internal sealed class Person : IAsyncDisposable
{
    private const string KeyVariable = "PROFILE_KEY";

    private readonly Setting _setting;
    private readonly string _brandFolder;
    private readonly string _key = $"x'{RandomNumberGenerator.GetHexString(64, lowercase: true)}'";
    private RpcProcess? _app;

    public Person(string name, string brandFolder, Setting setting)
    {
        (Name, _brandFolder, _setting) = (name, brandFolder, setting);
        Brand = Brand.Load(brandFolder);
        Address = $"{name.ToLowerInvariant()}@{setting.Domain}";
        Home = Path.Combine(setting.Work, name.ToLowerInvariant());
        Directory.CreateDirectory(Temporary);
        File.SetUnixFileMode(Home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Name { get; }

    public Brand Brand { get; }

    public string Address { get; }

    /// <summary>Everything that this person's app writes: profile, temporary files, log.</summary>
    public string Home { get; }

    public string Profile => Path.Combine(Home, "profile");

    public string Password { get; } = RandomNumberGenerator.GetHexString(24, lowercase: true);

    private string Temporary => Path.Combine(Home, "tmp");

    private RpcProcess App => _app ?? throw new PlayException($"{Name}'s app is closed.");

    public void Open() => _app = RpcProcess.Start(Command("rpc"));

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await App.ShutdownAsync(cancellationToken);
        await App.DisposeAsync();
        _app = null;
    }

    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        var request = new JsonObject
        {
            ["jid"] = Address,
            ["password"] = Password,
            ["server"] = _setting.Server,
            ["ca"] = _setting.Authorities,
            ["register"] = true,
        };
        await App.CallAsync("account.add", request, cancellationToken);
    }

    public Task ConnectAsync(CancellationToken cancellationToken) => CallAsync("account.connect", [], cancellationToken);

    public Task AddAsync(Person other, string name, CancellationToken cancellationToken) =>
        CallAsync("contact.add", new() { ["jid"] = other.Address, ["name"] = name }, cancellationToken);

    /// <summary>Waits for the request of another and accepts it.</summary>
    public async Task AcceptAsync(Person other, CancellationToken cancellationToken)
    {
        await App.WaitForAsync(
            "contact",
            contact => Is(contact, "jid", other.Address) && contact.GetProperty("pendingIn").GetBoolean(),
            cancellationToken
        );
        await CallAsync("contact.accept", new() { ["jid"] = other.Address }, cancellationToken);
    }

    public Task<JsonElement> MutualAsync(Person other, CancellationToken cancellationToken) =>
        App.WaitForAsync("contact", contact => Is(contact, "jid", other.Address) && Is(contact, "subscription", "both"), cancellationToken);

    /// <summary>The fingerprint of this person's device, as the owner's app shows it.</summary>
    public async Task<string> FingerprintAsync(CancellationToken cancellationToken)
    {
        var devices = await CallAsync("device.list", [], cancellationToken);
        return devices
            .GetProperty("devices")
            .EnumerateArray()
            .Single(device => device.GetProperty("thisDevice").GetBoolean())
            .GetProperty("fingerprint")
            .GetString()!;
    }

    /// <summary>Compares the fingerprint that the other's app shows with the one that this app has seen, and marks it as verified.</summary>
    public async Task VerifyAsync(Person other, string fingerprint, CancellationToken cancellationToken)
    {
        var devices = await CallAsync("device.list", new() { ["jid"] = other.Address }, cancellationToken);
        if (!devices.GetProperty("devices").EnumerateArray().Any(device => Is(device, "fingerprint", fingerprint)))
        {
            throw new PlayException($"{Name}'s app knows another key of {other.Name} than {other.Name}'s app shows.");
        }

        var decision = new JsonObject
        {
            ["jid"] = other.Address,
            ["fingerprint"] = fingerprint,
            ["trust"] = "verified",
        };
        await CallAsync("device.trust", decision, cancellationToken);
    }

    /// <summary>Sends a message and waits until the server has it.</summary>
    /// <returns>The message as this person's history has it: what an app sends is not told to it.</returns>
    public async Task<JsonElement> SendAsync(Person other, string body, CancellationToken cancellationToken)
    {
        var sent = await CallAsync("message.send", new() { ["to"] = other.Address, ["body"] = body }, cancellationToken);
        var id = sent.GetProperty("id").GetString()!;
        await App.WaitForAsync(
            "messageState",
            state => Is(state, "id", id) && !Is(state, "state", "queued") && !Is(state, "state", "sent"),
            cancellationToken
        );
        var history = await HistoryAsync(other, cancellationToken);
        return history.GetProperty("messages").EnumerateArray().Single(message => Is(message, "id", id));
    }

    /// <summary>Waits for a message.</summary>
    /// <returns>The message as this person's app tells it.</returns>
    public Task<JsonElement> ReceiveAsync(string id, CancellationToken cancellationToken) =>
        App.WaitForAsync("message", message => Is(message, "id", id), cancellationToken);

    /// <summary>How often the open app has told of a message.</summary>
    public int TimesTold(string id) => App.Count("message", message => Is(message, "id", id));

    public Task<JsonElement> HistoryAsync(Person other, CancellationToken cancellationToken) =>
        CallAsync("message.history", new() { ["with"] = other.Address, ["limit"] = 100 }, cancellationToken);

    public Task<JsonElement> SearchAsync(string words, CancellationToken cancellationToken) =>
        CallAsync("message.search", new() { ["words"] = words }, cancellationToken);

    /// <summary>This person's command-line client with some arguments, as a process to start.</summary>
    public ProcessStartInfo Command(params string[] arguments)
    {
        string[] all =
        [
            _setting.Cli,
            "--profile",
            Profile,
            "--key-env",
            KeyVariable,
            "--brand",
            _brandFolder,
            "--log",
            "debug",
            .. arguments,
        ];
        return Shell(all, Path.Combine(Home, "app.log"));
    }

    /// <summary>A process in this person's environment, with its standard error added to a file.</summary>
    public ProcessStartInfo Shell(IReadOnlyList<string> command, string log)
    {
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        string[] script = ["-c", "exec \"$@\" 2>>\"$0\"", log, .. command];
        foreach (var argument in script)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[KeyVariable] = _key;
        start.Environment["PASSWORD"] = Password;
        start.Environment["TMPDIR"] = Temporary;
        return start;
    }

    /// <summary>Writes the key where only the owner can read it, for commands that a person types.</summary>
    /// <returns>The options that open this profile.</returns>
    public async Task<string> KeepAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(Home, "key");
        await File.WriteAllTextAsync(file, _key, cancellationToken);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return $"--profile {Profile} --key-file {file} --brand {Path.GetRelativePath(Environment.CurrentDirectory, _brandFolder)}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private static bool Is(JsonElement element, string name, string value) =>
        element.TryGetProperty(name, out var property) && property.ValueEquals(value);

    private Task<JsonElement> CallAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        parameters["account"] = Address;
        return App.CallAsync(method, parameters, cancellationToken);
    }
}
