/**
 * Whether storing failed because of what was to be stored: a value that no column can hold (class 22) or that breaks a rule
 * of its table (23502, 23514), today or at the tenth copy (postgresql.org, Appendix A).
 */
export function isOfTheData(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return /^22/.test(code) || code === '23502' || code === '23514';
}
