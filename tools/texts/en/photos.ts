import type { PhotosTexts } from '../fr/photos.ts';

export const photos: PhotosTexts = {
  wish: (name) => `A photo of ${name}`,
  which: 'Which product would you like to see?',
  choose: 'Choose',
  noneOf: (names) => `I have no photo of ${names} yet. I am passing your request on to the shop.`,
  none: 'I have no photo to show you yet. I am passing your request on to the shop.',
  wantedOf: (who, names, example) =>
    `📷 ${who} asks for a photo of ${names}, and none is kept. Send me the picture with the caption “/photo ${example}”: next time it leaves by itself.`,
  wanted: (who) =>
    `📷 ${who} asks for a photo of your products, and none is kept. Send me a picture with the caption “/photo” and the product’s name.`,
  see: 'See the photo',
};
