/** A customer that is a company: the form of what its invoices need. */
import { PostForm } from '../parts/form.tsx';
import type { CompanyData } from './data.ts';
import { PAPERS_PATH, PapersFrame } from './frame.tsx';
import { companyTexts } from './texts/company.ts';
import { papersTexts } from './texts/index.ts';

/** The page of one customer's facts for invoices. */
export function companyPage(data: CompanyData) {
  const w = companyTexts(data.lang);
  return (
    <PapersFrame data={data} tab="list" title={w.title(data.name)} lead={w.lead}>
      <p class="back">
        <a href={PAPERS_PATH}>{papersTexts(data.lang).back}</a>
      </p>
      <PostForm action={data.action} csrf={data.csrf} className="look-form">
        {data.fields.map(({ field, value }) => (
          <label class="field">
            <span>{w.fields[field]}</span>
            <input name={field} value={value} maxlength={300} dir="auto" autocomplete="off" />
          </label>
        ))}
        <label class="check">
          <input type="checkbox" name="consumer" value="oui" />
          <span>{w.consumer}</span>
        </label>
        <button type="submit" class="button">
          {w.save}
        </button>
      </PostForm>
    </PapersFrame>
  );
}
