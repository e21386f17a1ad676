/** The look of the shop's papers as the office changes it. */
import { z } from 'zod';
import { keepLogo } from '../invoicing/logo.ts';
import { changeSettings } from '../shops/change-settings.ts';
import { papersSchema } from '../shops/settings.ts';
import { defineTool } from '../tool.ts';

const { template, accent, footer, thanks } = papersSchema.shape;

/** What the form of the template says; an empty word takes the old one away. */
export const lookSchema = z.object({
  template: template.unwrap(),
  accent: accent.unwrap(),
  footer: z.union([z.literal(''), footer.unwrap()]),
  thanks: z.union([z.literal(''), thanks.unwrap()]),
});

export const changeLook = defineTool({
  name: 'change_look',
  says: "Changes how the shop's papers look from now on.",
  for: ['member'],
  roles: ['owner', 'manager'],
  input: lookSchema,
  run: async (run, input) => {
    await changeSettings(run, ({ papers }) => {
      const { footer: _footer, thanks: _thanks, ...kept } = papers;
      const words = Object.fromEntries(
        Object.entries({ footer: input.footer, thanks: input.thanks }).filter(([, text]) => text !== ''),
      );
      return { papers: { ...kept, template: input.template, accent: input.accent, ...words } };
    });
    return { facts: { changed: true } };
  },
});

export const changeLogo = defineTool({
  name: 'change_logo',
  says: "Puts a logo on the shop's papers from now on, or takes it away.",
  for: ['member'],
  roles: ['owner', 'manager'],
  /** `png`: the drawn picture, base64; null: none any more. */
  input: z.object({ png: z.base64().max(3_000_000).nullable() }),
  run: async (run, { png }) => {
    const logo = png === null ? null : await keepLogo(run, Buffer.from(png, 'base64'));
    await changeSettings(run, ({ papers }) => {
      const { logo: _logo, ...kept } = papers;
      return { papers: { ...kept, ...(logo === null ? {} : { logo }) } };
    });
    return { facts: { logo } };
  },
});
