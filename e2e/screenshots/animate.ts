import fs from 'node:fs';
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

interface Chunk {
  type: string;
  data: Buffer;
}

interface Animation {
  /** PNG files of the same size, in their order. */
  frames: string[];
  /** How long each is shown, in ms; the last one five times as long. */
  frameMs: number;
  /** Where the animated PNG is written. */
  target: string;
}

/**
 * Puts pictures one after the other into an animated PNG, which every browser
 * plays. Those that look like the one before are shown with it.
 *
 * The format: https://www.w3.org/TR/png-3/#apng-frame-based-animation
 */
export function animate({ frames, frameMs, target }: Animation): void {
  const pictures = joinSame(frames.map(file => readPicture(file)));
  const [{ header }] = pictures;
  let sequence = 0;
  const number = () => uint32(sequence++);
  const chunks = pictures.flatMap(({ times, pixels }, index): Chunk[] => {
    const isLast = index === pictures.length - 1;
    const shownMs = frameMs * times * (isLast ? 5 : 1);
    const control = {
      type: 'fcTL',
      data: Buffer.concat([number(), frameControl(header, shownMs)]),
    };
    // The first is what viewers show that do not play it.
    return index === 0
      ? [control, { type: 'IDAT', data: pixels }]
      : [control, { type: 'fdAT', data: Buffer.concat([number(), pixels]) }];
  });
  const forever = uint32(0);
  const all = [
    { type: 'IHDR', data: header },
    {
      type: 'acTL',
      data: Buffer.concat([uint32(pictures.length), forever]),
    },
    ...chunks,
    { type: 'IEND', data: Buffer.alloc(0) },
  ];
  fs.writeFileSync(target, Buffer.concat([SIGNATURE, ...all.map(write)]));
}

interface Picture {
  header: Buffer;
  pixels: Buffer;
  times: number;
}

/** Its pixels packed as tightly as can be; browsers take their pictures in haste. */
function readPicture(file: string): Picture {
  const chunks = [...readChunks(fs.readFileSync(file))];
  const header = chunks.find(({ type }) => type === 'IHDR');
  if (!header) throw new Error(`${file} is no PNG`);
  const parts = chunks.filter(({ type }) => type === 'IDAT');
  const packed = Buffer.concat(parts.map(({ data }) => data));
  const pixels = deflateSync(inflateSync(packed), { level: 9 });
  return { header: header.data, pixels, times: 1 };
}

function* readChunks(png: Buffer): Generator<Chunk> {
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    const begin = at + 8;
    const type = png.toString('latin1', at + 4, begin);
    yield { type, data: png.subarray(begin, begin + length) };
    at = begin + length + 4;
  }
}

function joinSame(pictures: Picture[]): Picture[] {
  const joined: Picture[] = [];
  for (const picture of pictures) {
    const last = joined.at(-1);
    if (last?.pixels.equals(picture.pixels)) last.times += 1;
    else joined.push({ ...picture });
  }
  return joined;
}

/** Width, height, place, how long, and that it covers the one before. */
function frameControl(header: Buffer, shownMs: number): Buffer {
  const control = Buffer.alloc(22);
  header.copy(control, 0, 0, 8);
  control.writeUInt16BE(shownMs, 16);
  control.writeUInt16BE(1_000, 18);
  return control;
}

function write({ type, data }: Chunk): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), named, uint32(crc32(named))]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
