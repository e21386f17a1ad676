/** Our templates as the bodies of `POST /{waba}/message_templates`. */
import { TEMPLATE_LANGUAGES, TEMPLATES, type Template, type TemplateLanguage, type TemplateName } from './index.ts';

/** One template in one language, as Meta's review takes it. */
export type Submission = {
  name: TemplateName;
  language: TemplateLanguage;
  category: string;
  parameter_format: 'POSITIONAL';
  components: Record<string, unknown>[];
};

/**
 * Every template in every language. `publicUrl` is where our payment links live, without a trailing slash:
 * it becomes a fixed part of the URL buttons, so a hub that moves must submit those again.
 */
export function submissions(publicUrl: string): Submission[] {
  const base = publicUrl.replace(/\/+$/, '');
  return [...TEMPLATES.values()].flatMap((template) =>
    TEMPLATE_LANGUAGES.map((language) => submission(template, language, base)),
  );
}

function submission(template: Template, language: TemplateLanguage, base: string): Submission {
  const { body, examples, quickReplies = [], urlButton } = template.texts[language];
  const buttons: Record<string, unknown>[] = quickReplies.map((text) => ({ type: 'QUICK_REPLY', text }));
  if (urlButton !== undefined && template.urlPath !== undefined) {
    const url = `${base}${template.urlPath}`;
    const example = [url.replace('{{1}}', template.urlExample ?? '')];
    buttons.push({ type: 'URL', text: urlButton, url, example });
  }
  return {
    name: template.name,
    language,
    category: template.category,
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'BODY', text: body, example: { body_text: [examples] } },
      ...(buttons.length > 0 ? [{ type: 'BUTTONS', buttons }] : []),
    ],
  };
}
