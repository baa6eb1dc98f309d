// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Branding;
using ChatSecure.Storage;
using Microsoft.Extensions.DependencyInjection;
using Zomlike;

// zomlike [NAME]: greets, and says that NAME writes and what the app is made of. KEY in the environment is the passphrase of the messages.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var passphrase = Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable("KEY") ?? string.Empty);
await using var app = App.Compose(chat =>
    chat.AddSqlCipher(options =>
    {
        options.Directory = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), AppBrand.Id);
        options.KeySource = new DelegateKeySource(_ => ValueTask.FromResult(DatabaseKey.FromPassphrase(passphrase)));
    })
);
var greeter = app.GetRequiredService<Greeter>();
Console.WriteLine(greeter.Welcome);
Console.WriteLine(greeter.Typing(args is [var name, ..] ? name : "Amina"));
Console.WriteLine(
    $"{AppBrand.Name} {AppBrand.FilesHash} on {nameof(ChatSecure)}.{nameof(Brand)}ing {typeof(Brand).Assembly.GetName().Version!.ToString(3)}"
);
