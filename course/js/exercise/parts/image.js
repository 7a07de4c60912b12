/**
 * Pictures: decode upright, encode small. What comes out has no EXIF, so no place and no camera.
 *
 * @typedef {import("./crop.js").Box} Box
 */
import { fitSize, shrinking } from "./crop.js";

/** Enough for a crop at full quality, little enough for a cheap phone's memory. */
const WORKING_SIDE = 2560;
const QUALITIES = [0.85, 0.7, 0.55, 0.4];

/** @param {Blob} file @returns {Promise<HTMLImageElement>} */
function decodeWithImg(file) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    const url = URL.createObjectURL(file);
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error("not an image"));
    image.src = url;
  });
}

/** @param {CanvasImageSource} source @param {Box} box @param {import("./crop.js").Size} size */
function drawn(source, box, size) {
  const canvas = document.createElement("canvas");
  canvas.width = size.width;
  canvas.height = size.height;
  const paper = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  paper.fillStyle = "#fff"; // JPEG has no transparency
  paper.fillRect(0, 0, size.width, size.height);
  paper.imageSmoothingQuality = "high";
  paper.drawImage(source, box.x, box.y, box.width, box.height, 0, 0, size.width, size.height);
  return canvas;
}

/** @param {Blob} file @returns {Promise<HTMLCanvasElement>} upright; rejects if not an image */
export async function decode(file) {
  /** @type {ImageBitmap | HTMLImageElement} */
  let image;
  try {
    image = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    image = await decodeWithImg(file);
  }
  const { width, height } = image;
  if (!width || !height) throw new Error("an image without a size");
  const whole = { x: 0, y: 0, width, height };
  const canvas = drawn(image, whole, fitSize(whole, WORKING_SIDE));
  if ("close" in image) image.close();
  return canvas;
}

/** @param {string} dataUrl @returns {number} how many bytes its base64 stands for */
export function dataBytes(dataUrl) {
  const base64 = dataUrl.slice(dataUrl.indexOf(",") + 1).replace(/=+$/, "");
  return Math.floor((base64.length * 3) / 4);
}

/** Lets the page draw itself and answer taps. */
function pause() {
  return new Promise((resolve) => setTimeout(resolve, 20));
}

/**
 * First lowers the quality, then the size. (toDataURL, because Chromium lets each toBlob wait up
 * to a second for an idle moment.)
 *
 * @param {HTMLCanvasElement} canvas @param {Box | null} box null = all of it
 * @param {{maxSide: number, maxBytes: number}} limits
 * @returns {Promise<string>} a JPEG data URL of at most maxBytes (of JPEG)
 */
export async function encode(canvas, box, { maxSide, maxBytes }) {
  const cut = box || { x: 0, y: 0, width: canvas.width, height: canvas.height };
  for (const size of shrinking(cut, maxSide)) {
    const paper = drawn(canvas, cut, size);
    for (const quality of QUALITIES) {
      await pause();
      const dataUrl = paper.toDataURL("image/jpeg", quality);
      if (dataBytes(dataUrl) <= maxBytes) return dataUrl;
    }
  }
  throw new Error("the picture does not get small enough");
}
