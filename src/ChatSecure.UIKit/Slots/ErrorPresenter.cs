// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Errors;

namespace ChatSecure.UIKit.Slots;

/// <summary>The brand's words for the kind of error.</summary>
public sealed class ErrorPresenter : IErrorPresenter
{
    /// <inheritdoc/>
    public string? Present(ErrorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Brand.Text(
            context.Place == ErrorPlace.Loading ? "timeline.loadFailed" : Find(context.Error) ?? TextId.Of(context.Error.Kind)
        );
    }

    // Some failures can be said more exactly than their kind does.
    private static string? Find(ChatSecureException error) =>
        error.Condition switch
        {
            "forbidden" or "not-allowed" => "error.condition.forbidden",
            "conflict" => "error.condition.conflict",
            "banned" => "group.youWereBanned",
            "members-only" or "registration-required" => "group.refused.membersOnly",
            "password-required" => "group.refused.passwordRequired",
            "not-found" => "group.refused.notFound",
            "nick-taken" or "nick-reserved" => "group.refused.nickTaken",
            "full" => "group.refused.full",
            "not-private" => "group.notEncryptable",
            "members-without-keys" => "error.condition.membersWithoutKeys",
            "file-too-large" => "error.condition.fileTooLarge",
            "picture-too-large" => "error.condition.pictureTooLarge",
            "picture-unreadable" => "persona.picture.unreadable",
            "file-unwritable" => "error.condition.fileUnwritable",
            "file-unreadable" => "error.condition.fileUnreadable",
            "no-upload-service" => "error.condition.noUploadService",
            "on-its-way" => "error.condition.onItsWay",
            "privacy" => "error.condition.privacy",
            "no-metadata" => "error.condition.noPreview",
            "link-previews-off" => "error.condition.linkPreviewsOff",
            "wait" => "error.condition.wait",
            _ => null,
        };
}
