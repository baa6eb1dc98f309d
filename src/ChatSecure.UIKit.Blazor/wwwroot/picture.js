/* This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
   If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/. */

// The middle of a picture, as a square.
async function drawMiddle(canvas, file, side) {
  const picture = await createImageBitmap(file);
  const from = Math.min(picture.width, picture.height);
  [canvas.width, canvas.height] = [side, side];
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, (picture.width - from) / 2, (picture.height - from) / 2, from, from, 0, 0, side, side);
  picture.close();
}

// A picture that was picked, small and drawn anew: where it was taken and by what does not go along. What is no picture comes out as one byte, which is none
// either.
export async function square(input, side) {
  const file = input.files[0];
  input.value = "";
  try {
    const canvas = document.createElement("canvas");
    await drawMiddle(canvas, file, side);
    const drawn = await new Promise((done) => canvas.toBlob(done, "image/png"));
    return drawn ?? new Uint8Array(1);
  } catch {
    return new Uint8Array(1);
  }
}

// Somebody's picture, drawn and not linked: it has no address. False if the browser takes it for none.
export async function portrait(canvas, content, type, side) {
  try {
    await drawMiddle(canvas, new Blob([await content.arrayBuffer()], { type }), side);
    return true;
  } catch {
    return false;
  }
}

export function focus(input) {
  input.focus();
}
