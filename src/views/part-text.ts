/** Part text is how many of many, in percent: never 0 % of what happened, nor 100 % of what did not always. */

export function partText(part: number, whole: number): string {
  if (whole === 0) return '–'
  const percent = (100 * part) / whole
  if (part > 0 && percent < 0.1) return 'under 0.1 %'
  if (part < whole && percent > 99.9) return 'over 99.9 %'
  // One digit more where it tells something.
  return `${percent < 10 || percent > 90 ? Number(percent.toFixed(1)) : Math.round(percent)} %`
}
