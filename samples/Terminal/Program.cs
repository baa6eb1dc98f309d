// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Errors;
using ChatSecure.Terminal;
using ChatSecure.Terminal.Screens;
using ChatSecure.UIKit;
using ChatSecure.UIKit.Shell;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;

if (args.Contains("--help"))
{
    Console.Out.WriteLine(Options.Help);
    return 0;
}

Options options;
Brand brand;
try
{
    options = Options.Parse(args);
    brand = Composition.LoadBrand(options);
}
catch (Exception error) when (error is ArgumentException or BrandException or IOException)
{
    Console.Error.WriteLine(SafeText.Of(error.Message));
    return 2;
}

var live = new LiveBrand(brand);
var box = new PassphraseBox();
using var app = Application.Create();

// Colours are named: what they look like is the terminal's to say, also of one that could show any other.
Driver.Force16Colors = true;
app.Init();
var dispatcher = new AppDispatcher(app);
await using var client = Composition.CreateClient(live, options, box);
var context = new UiContext(client, live, dispatcher);
using var screen = new Screen(app, context, box, options);
screen.Open();
app.Run(
    screen,
    error =>
    {
        // What the app did not expect is shown, not hidden; only failures that have words are survived.
        screen.Say(error is ChatSecureException known ? brand.Text(TextId.Of(known.Kind)) : error.GetType().Name);
        return error is ChatSecureException;
    }
);
await screen.CloseAsync();
return 0;
