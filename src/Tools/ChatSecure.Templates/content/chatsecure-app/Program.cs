#if (isSource)
// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
// (What `dotnet new` makes of it is yours: these lines stay behind.)

#endif
using System.Globalization;
using System.Text;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Storage;
using Microsoft.Extensions.DependencyInjection;
using TeaHouse;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var brand = AppBrand.Load(CultureInfo.CurrentUICulture);
var text = new Text(brand);
if (args is ["--about"])
{
    Console.WriteLine(text.AboutVersion(typeof(AppBrand).Assembly.GetName().Version!.ToString(3)));
    Console.WriteLine(AppBrand.FilesHash); // tells one state of the brand from another
    return 0;
}

if (Given.Read(args) is not { } given)
{
    return Given.Explain(text);
}

var services = new ServiceCollection();
services.AddChatSecure(chat =>
    chat.AddBranding(brand)
        .AddSqlCipher(options =>
        {
            options.Directory = given.ProfileFolder;
            options.KeySource = new DelegateKeySource(_ => ValueTask.FromResult(DatabaseKey.FromPassphrase(given.Passphrase)));
        })
);
services.AddSingleton<Bot>();
await using var app = services.BuildServiceProvider(); // disposing of it disconnects and closes the profile

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    await app.GetRequiredService<Bot>().RunAsync(given, stop.Token);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
catch (ChatSecureException failure)
{
    Console.Error.WriteLine($"{brand.Text(TextId.Of(failure.Kind))} ({failure.Message})"); // the brand's words (the developer's)
    return 1;
}

return 0;
