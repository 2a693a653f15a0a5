/** Notes what a string that is let through changes about a terminal, and what undoes that. */
export function noteOsc(owed: Map<string, string>, text: string): void {
  const [digits, ...fields] = text.split(';')
  const number = Number(digits)
  if (number === 4 || number === 5) notePalette(owed, number, fields)
  else if (number >= 10 && number <= 19) noteColours(owed, number, fields.length)
  else if (number === 21) for (const reset of kittyResets) owed.set(`osc ${reset}`, ending(String(reset)))
  else if (number === 8) owed.set('link', ending('8;;'))
  else if (number === 9 && fields[0] === '4') owed.set('progress', ending('9;4;0'))
  else if (number === 22) owed.set('pointer', ending('22;'))
}

/** Whatever of its colours kitty's own way of setting them may have changed. */
const kittyResets = [104, 110, 111, 112, 117, 119]

function ending(text: string): string {
  return `\x1b]${text}\x1b\\`
}

const mostColours = 256

/** `4;n;colour;m;colour`: only what was set is reset, for the person may have set others. */
function notePalette(owed: Map<string, string>, number: number, fields: readonly string[]): void {
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const index = Number(fields[at])
    if (Number.isInteger(index) && index >= 0 && index < mostColours)
      owed.set(`osc ${number} ${index}`, ending(`10${number};${index}`))
  }
}

/** `10;colour;colour`: each goes to the next number. */
function noteColours(owed: Map<string, string>, number: number, count: number): void {
  for (let at = number; at < Math.min(20, number + count); at++) owed.set(`osc ${at}`, ending(`1${at}`))
}
