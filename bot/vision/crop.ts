import { imageSize } from 'image-size';
import type { Box } from '../../tools/pages/page.ts';
import type { Picture } from './looker.ts';

/** The widest a crop is drawn, in CSS pixels; the printer doubles them. */
const WIDEST = 640;
const TALLEST = 480;
/** What is shown around a line, in thousandths of the picture: boxes are guessed a little tight. */
const MARGIN = { x: 15, y: 12 };

/**
 * A page that holds a part of a picture and nothing else, and its size. Drawn by the browser that prints the papers: it
 * reads JPEG, PNG and WebP, turns a phone's photo the right way up, and runs with scripts off and no network.
 */
export function cropHtml(picture: Picture, box: Box | null): { html: string; size: { width: number; height: number } } {
  const [left, top, right, bottom] = box ? widened(box) : [0, 0, 1000, 1000];
  const { width, height } = sizeOf(picture.bytes);
  const [wide, tall] = [(width * (right - left)) / 1000, (height * (bottom - top)) / 1000];
  const scale = Math.min(WIDEST / wide, TALLEST / tall, 1);
  const size = { width: Math.max(1, Math.round(wide * scale)), height: Math.max(1, Math.round(tall * scale)) };
  const whole = { width: width * scale, height: height * scale };
  const at = { x: (whole.width * left) / 1000, y: (whole.height * top) / 1000 };
  const src = `data:${picture.mime};base64,${Buffer.from(picture.bytes).toString('base64')}`;
  const html = `<!doctype html><meta charset="utf-8"><style>html,body{margin:0;overflow:hidden;background:#fff}
div{position:relative;overflow:hidden;width:${size.width}px;height:${size.height}px}
img{position:absolute;left:${-at.x}px;top:${-at.y}px;width:${whole.width}px;height:${whole.height}px}</style>
<div><img alt="" src="${src}"></div>`;
  return { html, size };
}

/** Width and height as the picture is shown: a phone held upright stores it lying and says so. Throws for what is none. */
function sizeOf(bytes: Uint8Array): { width: number; height: number } {
  const { width, height, orientation = 1 } = imageSize(bytes);
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

function widened([left, top, right, bottom]: Box): Box {
  return [
    Math.max(0, left - MARGIN.x),
    Math.max(0, top - MARGIN.y),
    Math.min(1000, right + MARGIN.x),
    Math.min(1000, bottom + MARGIN.y),
  ];
}
