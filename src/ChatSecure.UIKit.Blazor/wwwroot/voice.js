/* This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
   If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/. */

// Voice messages: recorded and played without an address, and only while the person wants it.
export async function record() {
  let source;
  try {
    source = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    return null;
  }
  const kind = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"].find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(source, kind ? { mimeType: kind } : undefined);
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  recorder.start();
  const end = () =>
    new Promise((done) => {
      recorder.onstop = () => {
        source.getTracks().forEach((track) => track.stop());
        done();
      };
      recorder.stop();
    });
  return {
    type: () => (recorder.mimeType || "audio/webm").split(";")[0],
    async stop() {
      await end();
      return new Blob(parts);
    },
    drop: end,
  };
}

export async function load(content, progress, ended) {
  const sound = new AudioContext();
  let decoded;
  try {
    decoded = await sound.decodeAudioData(await content.arrayBuffer());
  } catch {
    sound.close();
    return null;
  }
  let source = null;
  let [at, since] = [0, 0];
  const position = () => (source ? at + sound.currentTime - since : at);
  const show = () => {
    progress.value = Math.min(1, position() / decoded.duration);
    if (source) {
      requestAnimationFrame(show);
    }
  };
  return {
    seconds: () => decoded.duration,
    play() {
      if (source) {
        return;
      }
      source = new AudioBufferSourceNode(sound, { buffer: decoded });
      source.connect(sound.destination);
      source.onended = () => {
        if (source) {
          [source, at] = [null, 0];
          show();
          ended.click();
        }
      };
      since = sound.currentTime;
      source.start(0, at);
      show();
    },
    pause() {
      if (source) {
        at = position();
        const playing = source;
        source = null;
        playing.stop();
      }
    },
    close: () => sound.close(),
  };
}
