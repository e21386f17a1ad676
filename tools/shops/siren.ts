/** Whether nine digits are a SIREN: their Luhn sum is a multiple of ten (INSEE, "Numéro SIREN"). */
export function isSiren(digits: string): boolean {
  if (!/^\d{9}$/.test(digits)) return false;
  const sum = [...digits].reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** The French VAT number of a SIREN: FR, a key of two digits, the SIREN (CGI ann. II art. 242 nonies A; key modulo 97). */
export function frenchVat(siren: string): string {
  return `FR${String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, '0')}${siren}`;
}
