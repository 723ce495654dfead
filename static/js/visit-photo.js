// A photo as this phone keeps it: made smaller, with a picture of a few kilobytes to show; bytes rather than a file,
// which older Safari forgets.
window.starbranch = window.starbranch || {};
window.starbranch.shot = (() => {
  "use strict";
  const LONGEST = 2000, SMALL = 240, GOOD = 0.85, FAIR = 0.7, RECENT = 12 * 3600 * 1000;

  const read = (file) => new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  async function decoded(file) {
    try { return await createImageBitmap(file, { imageOrientation: "from-image" }); } catch { /* older, or a kind it does not read */ }
    const image = new Image();
    image.src = await read(file);
    await image.decode();
    return image;
  }
  function drawn(picture, longest) {
    const fit = Math.min(1, longest / Math.max(picture.width, picture.height)), canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * fit));
    canvas.height = Math.max(1, Math.round(picture.height * fit));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas;
  }
  const bytesOf = (canvas) => new Promise((resolve) => { canvas.toBlob((blob) => resolve(blob && blob.arrayBuffer()), "image/jpeg", GOOD); });

  // What the phone cannot read is kept as it came; the server says whether it takes it.
  return async (file) => {
    const age = Date.now() - file.lastModified, at = new Date(age >= 0 && age < RECENT ? file.lastModified : Date.now()).toISOString();
    try {
      const picture = await decoded(file), bytes = await bytesOf(drawn(picture, LONGEST));
      if (bytes) return { at, bytes, type: "image/jpeg", name: file.name.replace(/\.\w+$/, "") + ".jpg", thumb: drawn(picture, SMALL).toDataURL("image/jpeg", FAIR) };
    } catch { /* not a picture that can be drawn here */ }
    return { at, bytes: await file.arrayBuffer(), type: file.type, name: file.name, thumb: "" };
  };
})();
