/* This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
   If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/. */

// Pictures with QR codes, as grey pixels: nothing but these leaves the page, and the camera's light is on only while somebody looks for a code.
const maxOfFile = 1024;
const maxOfFrame = 720;
const none = () => new Uint8Array(4);
let pasted = null;

// Width and height as 16 bits each, then a byte a pixel.
function grey(picture, width, height, max) {
  const scale = Math.min(1, max / Math.max(width, height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
  const bytes = new Uint8Array(4 + canvas.width * canvas.height);
  new DataView(bytes.buffer).setUint16(0, canvas.width);
  new DataView(bytes.buffer).setUint16(2, canvas.height);
  for (let i = 4, from = 0; i < bytes.length; i++, from += 4) {
    bytes[i] = (data[from] * 77 + data[from + 1] * 150 + data[from + 2] * 29) >> 8;
  }
  return bytes;
}

async function read(file) {
  try {
    const picture = await createImageBitmap(file);
    const bytes = grey(picture, picture.width, picture.height, maxOfFile);
    picture.close();
    return bytes;
  } catch {
    return none();
  }
}

export function picked(input) {
  const file = input.files[0];
  input.value = "";
  return read(file);
}

// Pictures that are pasted anywhere in the dialog.
export function watch(element, events) {
  (element.closest("dialog") ?? element).addEventListener("paste", (event) => {
    const file = [...(event.clipboardData?.files ?? [])].find((one) => one.type.startsWith("image/"));
    if (file) {
      event.preventDefault();
      pasted = file;
      events.invokeMethodAsync("Pasted").catch(() => {});
    }
  });
}

export function takePasted() {
  const file = pasted;
  pasted = null;
  return file ? read(file) : none();
}

export async function start(video) {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    if (!video.isConnected) {
      end(stream);
      return false;
    }
    video.srcObject = stream;
    await video.play();
    return true;
  } catch {
    return false;
  }
}

export function frame(video) {
  return video.isConnected && video.videoWidth > 0 ? grey(video, video.videoWidth, video.videoHeight, maxOfFrame) : none();
}

function end(stream) {
  for (const track of stream?.getTracks() ?? []) {
    track.stop();
  }
}

export function stop(video) {
  end(video?.srcObject);
  if (video) {
    video.srcObject = null;
  }
}
