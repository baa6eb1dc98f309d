// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Storage;

// What an app that is compiled ahead of time needs most to be true: every package is whole, and the encrypted profile opens.
string[] packages = ["Abstractions", "Network", "Crypto", "Storage", "Branding", "Core", "UIKit", "Testing"];
foreach (var package in packages)
    Console.WriteLine(System.Reflection.Assembly.Load("ChatSecure." + package).GetName());

var profile = Directory.CreateTempSubdirectory("chatsecure-aot-").FullName;
try
{
    var options = new SqlCipherOptions
    {
        Directory = profile,
        KeySource = new DelegateKeySource(_ => ValueTask.FromResult(DatabaseKey.FromRaw(new byte[DatabaseKey.RawLength]))),
    };
    await using (await new SqlCipherChatStoreFactory(options).OpenAsync())
        Console.WriteLine("profile created");
    await using (await new SqlCipherChatStoreFactory(options).OpenAsync())
        Console.WriteLine("profile opened again");
}
finally
{
    Directory.Delete(profile, recursive: true);
}
