// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>By what an app is told apart from others on one machine and in the network. All of it derives from the brand's id unless the brand says
/// otherwise, so that two brands never meet.</summary>
public sealed record BrandIdentity
{
    /// <summary>The id on platforms and in stores, such as <c>org.example.teahouse</c>; else <c>app.</c> and the brand's id.</summary>
    public required string AppId { get; init; }

    /// <summary>The name of the folder below the user's data folder in which profiles lie.</summary>
    public required string DataDirectoryName { get; init; }

    /// <summary>The name of a profile's database.</summary>
    public required string DatabaseFileName { get; init; }

    /// <summary>The service name under which keys lie in the operating system's secret store.</summary>
    public required string SecretServiceName { get; init; }

    /// <summary>How the resource of this brand's devices begins on the server.</summary>
    public required string ResourcePrefix { get; init; }

    /// <summary>The name that service discovery tells, and logins on SASL2.</summary>
    public required string SoftwareName { get; init; }

    /// <summary>The URI that names the software in entity capabilities (XEP-0115): the brand's website; else <c>app:</c> and its id.</summary>
    public required string CapabilitiesNode { get; init; }

    /// <summary>The brand's website; null if it has none.</summary>
    public Uri? Website { get; init; }
}
