/** The category of an operation: goods, services or both (CGI ann. II art. 242 nonies A, I-8 bis). */
import type { PaperSnapshot } from './snapshot.ts';

export type Operation = 'goods' | 'services';

/**
 * What a paper sells, by its lines: each as its product says, else as the shop says of all it sells, else goods where
 * another line is known. Delivery is left out by the caller: as accessory to the goods it follows them (CGI art. 257 ter).
 * Undefined: nobody said.
 */
export function operationsOf(
  lines: readonly { operation?: Operation | null | undefined }[],
  shop: PaperSnapshot['operations'],
): PaperSnapshot['operations'] {
  const usual = shop === 'mixed' ? undefined : shop;
  const known = lines.flatMap(({ operation }) => operation ?? usual ?? []);
  if (known.length === 0) return shop;
  const all = new Set<Operation>(known.length < lines.length ? [...known, 'goods'] : known);
  return all.size > 1 ? 'mixed' : [...all][0];
}
