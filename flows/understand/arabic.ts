/** Arabic word forms that number and date words share. */

/** "يومين", "كوبان": the singulars a dual may stand for ("ساعتان" is of "ساعه"); empty for another word. */
export function singularsOfDual(w: string): string[] {
  if (w.length < 5 || !/(?:ان|ين)$/.test(w)) return [];
  const bare = w.slice(0, -2);
  return bare.endsWith('ت') ? [`${bare.slice(0, -1)}ه`, bare] : [bare];
}
