/** How long what customers sent is kept: a number of days for each kind, changed by the owner. */
import { render } from '../layout.tsx';
import { PostForm } from '../parts/form.tsx';
import { Notice } from '../parts/state.tsx';
import { textsIn } from '../texts/index.ts';
import type { FramedData } from './data.ts';
import { OfficeFrame } from './frame.tsx';

export type RetentionData = FramedData & {
  /** `usual` and `most` in days; `typed`: what stands in the field, empty for the usual number. */
  kinds: { name: string; label: string; typed: string; usual: number; most: number }[];
  /** What is never deleted, and what was deleted last; sentences. */
  notes: string[];
  wrong?: string;
  /** Absent: the member may only read. */
  action?: string;
};

const WORDS = {
  fr: {
    lead: 'Ce que vos clients vous envoient est effacé la nuit, une fois ce temps passé. Une case vide suit la durée conseillée.',
    days: 'jours',
    usual: (usual: number, most: number) =>
      usual === most ? `Conseillé et au plus : ${usual}` : `Conseillé : ${usual}, au plus ${most}`,
    save: 'Enregistrer',
  },
  en: {
    lead: 'What your customers send you is deleted at night once this time is over. An empty field follows the advised time.',
    days: 'days',
    usual: (usual: number, most: number) =>
      usual === most ? `Advised, and at most: ${usual}` : `Advised: ${usual}, at most ${most}`,
    save: 'Save',
  },
  ar: {
    lead: 'ما يرسله زبائنكم يُمحى ليلا بعد انقضاء هذه المدة. الخانة الفارغة تتبع المدة المنصوح بها.',
    days: 'يوما',
    usual: (usual: number, most: number) =>
      usual === most ? `المنصوح به وعلى الأكثر: ${usual}` : `المنصوح به: ${usual}، وعلى الأكثر ${most}`,
    save: 'حفظ',
  },
};

/** The page as text; answer it with `pageHeaders()`. */
export function retentionPage(data: RetentionData): string {
  const [t, w] = [textsIn(data.lang), WORDS[data.lang]];
  const fields = data.kinds.map(({ name, label, typed, usual, most }) => (
    <label class="field kept-row">
      <span>
        {label}
        <small>{w.usual(usual, most)}</small>
      </span>
      <span class="kept-days">
        <input
          name={name}
          value={typed}
          placeholder={String(usual)}
          inputmode="numeric"
          maxlength={5}
          autocomplete="off"
          readonly={!data.action}
        />
        {w.days}
      </span>
    </label>
  ));
  return render(
    <OfficeFrame
      data={data}
      here="shop"
      title={t.places.retention}
      styles={['office-today.css', 'office-channels.css']}
      narrow
    >
      {data.wrong ? <Notice tone="bad">{data.wrong}</Notice> : null}
      <p class="kept-lead">{w.lead}</p>
      <section class="connection">
        {data.action ? (
          <PostForm action={data.action} csrf={data.csrf} className="stack">
            {fields}
            <button type="submit" class="button">
              {w.save}
            </button>
          </PostForm>
        ) : (
          <div class="stack">{fields}</div>
        )}
      </section>
      <div class="kept-notes">
        {data.notes.map((note) => (
          <p>{note}</p>
        ))}
      </div>
    </OfficeFrame>,
  );
}
