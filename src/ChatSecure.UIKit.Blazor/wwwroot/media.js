/* This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
   If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/. */

// Pictures are drawn, not linked: nothing here makes an address that could be opened, shared or left behind, but for a file that is being saved.
export async function draw(canvas, content, type, max) {
  try {
    const blob = new Blob([await content.arrayBuffer()], { type });
    const picture = await createImageBitmap(blob);
    const scale = Math.min(1, max / picture.width, max / picture.height);
    const [width, height] = [Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale))];
    const density = Math.min(2, Math.max(1, devicePixelRatio), 1 / scale);
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(height * density);
    canvas.style.width = `${width}px`;
    canvas.style.aspectRatio = `${width} / ${height}`;
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return true;
  } catch {
    return false;
  }
}

// As bytes of no kind: the browser shall keep it, never open it. Whole or not at all: what could not be read to its end is shorter than it should be.
export async function save(content, length, name) {
  const response = new Response(await content.stream(), { headers: { "content-type": "application/octet-stream" } });
  const file = await response.blob();
  if (file.size !== length) {
    throw new Error("The file is not whole.");
  }
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
  return true;
}
