/**
 * Measures a photo as `course/curriculum/m3_foto_katalog/measure.py` does, from a canvas: why each
 * figure is what it is stands there, and so do the thresholds. A test holds both beside each other.
 *
 * @typedef {{ width: number, height: number, planes: Float64Array[] }} Colours red, green, blue
 * @typedef {{ width: number, height: number, at: Float64Array }} Grey
 */

const LONG_SIDE = 500;
const SMALLEST_STEP = 8;
const LUMA = [0.299, 0.587, 0.114];

const sinc = (/** @type {number} */ x) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
/** @typedef {{ support: number, at: (x: number) => number }} Filter */
/** @type {Filter} */
const lanczos = {
  support: 3,
  at: (/** @type {number} */ x) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0),
};
/** @type {Filter} */
const box = { support: 0.5, at: (/** @type {number} */ x) => (x > -0.5 && x <= 0.5 ? 1 : 0) };
const byte = (/** @type {number} */ value) => Math.min(255, Math.max(0, Math.floor(value + 0.5)));

/** @param {number} from @param {number} to @param {Filter} filter @returns {[number, number[]][]} for each place where it begins, and what counts */
function weights(from, to, filter) {
  const scale = Math.max(from / to, 1);
  return Array.from({ length: to }, (_, place) => {
    const centre = ((place + 0.5) * from) / to;
    const reach = filter.support * scale;
    const begin = Math.max(Math.floor(centre - reach + 0.5), 0);
    const end = Math.min(Math.floor(centre + reach + 0.5), from);
    const raw = [];
    for (let at = begin; at < end; at++) raw.push(filter.at((at - centre + 0.5) / scale));
    const whole = raw.reduce((sum, one) => sum + one, 0);
    return [begin, raw.map((one) => one / whole)];
  });
}

/** @param {Float64Array} plane @param {number[]} sizes width, height, new width, new height @param {Filter} filter */
function resized(plane, [width, height, wide, high], filter) {
  const across = new Float64Array(wide * height);
  const columns = weights(width, wide, filter);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < wide; x++) {
      const [begin, counts] = columns[x];
      let sum = 0;
      for (let i = 0; i < counts.length; i++) sum += plane[y * width + begin + i] * counts[i];
      across[y * wide + x] = byte(sum);
    }
  }
  const down = new Float64Array(wide * high);
  const rows = weights(height, high, filter);
  for (let y = 0; y < high; y++) {
    const [begin, counts] = rows[y];
    for (let x = 0; x < wide; x++) {
      let sum = 0;
      for (let i = 0; i < counts.length; i++) sum += across[(begin + i) * wide + x] * counts[i];
      down[y * wide + x] = byte(sum);
    }
  }
  return down;
}

/** A JPEG is decoded at a half, a quarter, … where that is enough. @param {Colours} colours @returns {Colours} */
function drafted({ width, height, planes }) {
  const fits = Math.floor(Math.min(width, height) / LONG_SIDE);
  const step = [8, 4, 2].find((one) => fits >= one) || 1;
  if (step === 1) return { width, height, planes };
  const [wide, high] = [Math.ceil(width / step), Math.ceil(height / step)];
  const smaller = (/** @type {Float64Array} */ plane) => {
    const made = new Float64Array(wide * high);
    for (let y = 0; y < high; y++) {
      for (let x = 0; x < wide; x++) {
        let [sum, count] = [0, 0];
        for (let j = y * step; j < Math.min((y + 1) * step, height); j++)
          for (let i = x * step; i < Math.min((x + 1) * step, width); i++)
            [sum, count] = [sum + plane[j * width + i], count + 1];
        made[y * wide + x] = byte(sum / count);
      }
    }
    return made;
  };
  return { width: wide, height: high, planes: planes.map(smaller) };
}

/** @param {number} number @param {(n: number) => number} off */
const nearest = (number, off) =>
  Math.max(
    off(Math.floor(number)) <= off(Math.ceil(number)) ? Math.floor(number) : Math.ceil(number),
    1,
  );

/** @param {Colours} whole @returns {Colours} its longer side at most `LONG_SIDE` */
function thumbnail(whole) {
  const { width, height, planes } = drafted(whole);
  if (width <= LONG_SIDE && height <= LONG_SIDE) return { width, height, planes };
  const aspect = width / height;
  const wide =
    aspect <= 1 ? nearest(LONG_SIDE * aspect, (n) => Math.abs(aspect - n / LONG_SIDE)) : LONG_SIDE;
  const high =
    aspect > 1
      ? nearest(LONG_SIDE / aspect, (n) => (n === 0 ? 0 : Math.abs(aspect - LONG_SIDE / n)))
      : LONG_SIDE;
  return {
    width: wide,
    height: high,
    planes: planes.map((plane) => resized(plane, [width, height, wide, high], lanczos)),
  };
}

/** @param {Float64Array} values @param {number} share 0 to 1 @returns {number} as NumPy's percentile */
function percentile(values, share) {
  const sorted = Float64Array.from(values).sort();
  const place = share * (sorted.length - 1);
  const low = Math.floor(place);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (place - low);
}

/** @param {ArrayLike<number>} values @returns {number} */
function deviation(values) {
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += values[i] / values.length;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - mean) ** 2;
  return Math.sqrt(sum / values.length);
}

/** @param {Colours} colours @returns {number} */
function blown({ width, height, planes }) {
  const edge = Math.max(1, Math.floor(Math.min(width, height) / 20));
  let [ring, around, rest, sum] = [0, 0, 0, 0];
  const white = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const isEdge = x < edge || y < edge || x >= width - edge || y >= height - edge;
      white[at] = Number(planes.every((plane) => plane[at] >= 235));
      around += Number(isEdge);
      ring += Number(isEdge && white[at] === 1);
      if (white[at]) continue;
      rest += 3;
      for (const plane of planes) sum += plane[at];
    }
  }
  const isBackdrop = ring >= 0.8 * around && rest > 0 && sum / rest < 150;
  let [full, all] = [0, 0];
  for (let at = 0; at < white.length; at++) {
    if (isBackdrop && white[at]) continue;
    all += 3;
    for (const plane of planes) full += Number(plane[at] >= 250);
  }
  return full / all;
}

/** @param {Grey} grey @param {number} size @returns {Float64Array} each column with a mean over `size` rows */
function blurred({ width, height, at }, size) {
  const half = Math.floor(size / 2);
  const row = (/** @type {number} */ y) => Math.min(Math.max(y, 0), height - 1) * width;
  const made = new Float64Array(width * height);
  for (let x = 0; x < width; x++) {
    let sum = 0;
    for (let j = -half; j <= half; j++) sum += at[row(j) + x];
    for (let y = 0; y < height; y++) {
      made[y * width + x] = sum / size;
      sum += at[row(y + half + 1) + x] - at[row(y - half) + x];
    }
  }
  return made;
}

/** @param {Grey} grey @param {number} size @returns {Float64Array} what changes within `size` rows */
function changes({ width, height, at }, size) {
  const half = Math.floor(size / 2);
  const made = new Float64Array(width * (height - 1));
  for (let i = half * width; i < (height - 1 - half) * width; i++) {
    made[i] = Math.abs(at[i + (size - half) * width] - at[i - half * width]);
  }
  return made;
}

/** @param {Grey} grey @param {number} size @param {number} share @returns {number} */
function lostSteps(grey, size, share) {
  const { width, height, at } = grey;
  if (height <= size) return 0;
  const again = blurred(grey, size);
  const around = changes(grey, size);
  const least = share < 1 ? Math.max(percentile(around, 1 - share), SMALLEST_STEP) : 0;
  let [total, gone, counted] = [0, 0, 0];
  for (let i = 0; i < around.length; i++) {
    if (around[i] < least) continue;
    const step = Math.abs(at[i + width] - at[i]);
    counted++;
    total += step;
    gone += Math.max(0, step - Math.abs(again[i + width] - again[i]));
  }
  return counted > 50 && total ? gone / total : 0;
}

/** @param {Grey} grey @returns {Grey} rows as columns */
function turned({ width, height, at }) {
  const made = new Float64Array(at.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) made[x * height + y] = at[y * width + x];
  return { width: height, height: width, at: made };
}

/** @param {Grey} grey @returns {number} */
function sharpness(grey) {
  const sides = [grey, turned(grey)];
  const worse = (/** @type {number} */ size, /** @type {number} */ share) =>
    Math.min(...sides.map((side) => lostSteps(side, size, share)));
  return Math.sqrt(worse(9, 1) * worse(5, 0.05));
}

/** @param {Grey} grey @returns {number} */
function structure({ width, height, at }) {
  const [wide, high] = [Math.floor(width / 4), Math.floor(height / 4)];
  if (!wide || !high) return 0;
  const tiles = new Float64Array(wide * high);
  for (let y = 0; y < high * 4; y++)
    for (let x = 0; x < wide * 4; x++)
      tiles[Math.floor(y / 4) * wide + Math.floor(x / 4)] += at[y * width + x] / 16;
  return deviation(tiles);
}

/** Sixty-four bits, of which is asked how many differ. */
export class Bits {
  /** @param {string} bits */
  constructor(bits) {
    this.bits = bits;
  }
  /** @param {Bits} other */
  xor(other) {
    return new Bits(
      Array.from(this.bits, (bit, at) => (bit === other.bits[at] ? "0" : "1")).join(""),
    );
  }
  bit_count() {
    return Array.from(this.bits).filter((bit) => bit === "1").length;
  }
}

/** @param {Grey} grey @returns {Bits} */
function fingerprint({ width, height, at }) {
  const side = Math.min(width, height);
  const [top, left] = [Math.floor((height - side) / 2), Math.floor((width - side) / 2)];
  const middle = new Float64Array(side * side);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      middle[y * side + x] = Math.floor(at[(top + y) * width + left + x]);
  const small = resized(middle, [side, side, 9, 8], box);
  let bits = "";
  for (let y = 0; y < 8; y++)
    for (let x = 0; x < 8; x++) bits += small[y * 9 + x + 1] > small[y * 9 + x] ? "1" : "0";
  return new Bits(bits);
}

/**
 * @param {{ width: number, height: number, data: ArrayLike<number> }} image as a canvas gives it
 * @param {number} bytes of its file
 * @returns {any[]} the fields of `Measured`, in their order
 */
export function measured({ width, height, data }, bytes) {
  const planes = [0, 1, 2].map((one) => {
    const plane = new Float64Array(width * height);
    for (let at = 0; at < plane.length; at++) plane[at] = data[4 * at + one];
    return plane;
  });
  const small = thumbnail({ width, height, planes });
  const [red, green, blue] = small.planes;
  const at = new Float64Array(small.width * small.height);
  for (let i = 0; i < at.length; i++)
    at[i] = LUMA[0] * red[i] + LUMA[1] * green[i] + LUMA[2] * blue[i];
  const grey = { width: small.width, height: small.height, at };
  const contrast = deviation(at);
  return [
    width,
    height,
    bytes / 1024,
    percentile(at, 0.97),
    blown(small),
    sharpness(grey),
    contrast,
    contrast ? structure(grey) / contrast : 0,
    fingerprint(grey),
  ];
}

/** @param {string} url of data @returns {Promise<any[] | null>} null where it cannot be opened */
export async function measuredPhoto(url) {
  const image = new Image();
  image.src = url;
  const isThere = await image.decode().then(
    () => true,
    () => false,
  );
  if (!isThere) return null;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.drawImage(image, 0, 0);
  const base64 = url.slice(url.indexOf(",") + 1).replace(/=+$/, "");
  return measured(
    context.getImageData(0, 0, canvas.width, canvas.height),
    Math.floor((base64.length * 3) / 4),
  );
}
